// Runs inside Electron, from default_app.asar: what `electron [switches] [-r module] folder [arguments]` does.
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** Reads the command line as Electron's own default app does: the first bare word is the app. */
function readArguments() {
  const modules = [];
  const words = process.argv.slice(1);
  while (words.length > 0) {
    const word = words.shift();
    if (word === '-r' || word === '--require') modules.push(words.shift());
    else if (word === '-v' || word === '--version')
      return { print: `v${process.versions.electron}`, modules };
    else if (word === '-a' || word === '--abi') return { print: process.versions.modules, modules };
    else if (!word.startsWith('-')) return { target: resolve(word), modules };
  }
  return { modules };
}

/** Gives the app its own name, version and folder, and returns the file that starts it. */
function adopt(target) {
  if (!statSync(target).isDirectory()) return target;
  const about = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  if (about.version) app.setVersion(about.version);
  app.setName(about.productName ?? about.name);
  if (about.desktopName) app.setDesktopName(about.desktopName);
  app.setAppPath(target);
  return join(target, about.main ?? 'index.js');
}

const { print, target, modules } = readArguments();
if (print !== undefined) {
  process.stdout.write(`${print}\n`);
  process.exit(0);
}
if (target === undefined) {
  process.stderr.write('Say which app to run: electron FOLDER\n');
  process.exit(1);
}
process.defaultApp = true;
const require = createRequire(import.meta.url);
try {
  for (const module of modules) require(module);
  await import(pathToFileURL(adopt(target)).href);
} catch (error) {
  process.stderr.write(`The app in ${target} could not be started: ${error?.stack ?? error}\n`);
  process.exit(1);
}
