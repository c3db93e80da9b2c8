#!/usr/bin/env node
// @ts-check
// Makes a .deb with dpkg-deb from the words electron-builder gives to fpm.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FLAGS = ['--force', '--debug'];

/** @type {Record<string, string[]>} */
const options = {};
/** @type {[string, string][]} */
const files = [];
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  if (FLAGS.includes(word)) continue;
  if (word.startsWith('-')) {
    options[word] = [...(options[word] ?? []), words.shift() ?? ''];
    continue;
  }
  const cut = word.lastIndexOf('=');
  files.push([word.slice(0, cut), word.slice(cut + 1)]);
}
/** @param {string} name */
const one = (name) => options[name]?.at(-1) ?? '';

const root = mkdtempSync(join(tmpdir(), 'kartoteka-deb-'));
try {
  for (const [from, to] of files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const kilobytes = execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0];
  mkdirSync(join(root, 'DEBIAN'));
  const [synopsis = '', ...description] = one('--description').trim().split('\n');
  const control = [
    `Package: ${one('--name')}`,
    `Version: ${one('--version')}`,
    `Architecture: ${one('--architecture')}`,
    `Maintainer: ${one('--maintainer')}`,
    `Installed-Size: ${kilobytes}`,
    `Section: ${one('--category') || 'misc'}`,
    `Priority: ${one('--deb-priority') || 'optional'}`,
    ...(options['-d'] ? [`Depends: ${options['-d'].join(', ')}`] : []),
    ...(options['--deb-recommends'] ? [`Recommends: ${options['--deb-recommends'].join(', ')}`] : []),
    `Description: ${synopsis}`,
    ...description.map((line) => ` ${line.trim() || '.'}`),
  ];
  writeFileSync(join(root, 'DEBIAN', 'control'), `${control.join('\n')}\n`);
  for (const [option, name] of /** @type {const} */ ([
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ])) {
    if (!one(option)) continue;
    cpSync(one(option), join(root, 'DEBIAN', name));
    chmodSync(join(root, 'DEBIAN', name), 0o755);
  }
  chmodSync(root, statSync('/usr').mode & 0o777);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z6', '--build', root, one('--package')]);
} finally {
  rmSync(root, { recursive: true, force: true });
}
