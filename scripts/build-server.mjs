// @ts-check
// npm run build:server: the endpoint as a folder of its own, dist/server, which is copied to a server. It has one file of
// ours, and a lock file with the few packages it runs on; see docs/server.md, "Installing it on a server".
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { inProject } from './setup/paths.mjs';

const target = process.argv[2] ?? inProject('dist', 'server');
/** What stays a package: read by others, or with files of its own. Everything else is in the one file. */
const runtime = ['fastify', '@fastify/helmet', '@fastify/rate-limit', 'ajv', 'pg', 'prom-client'];
/** For whoever has no PostgreSQL; `npm ci --omit=optional` leaves it out. */
const optional = ['@electric-sql/pglite'];

/** @type {{ version: string, license: string, engines: object, devDependencies: Record<string, string> }} */
const project = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
/** @typedef {{ dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string>, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */
/** @type {{ lockfileVersion: number, packages: Record<string, Locked> }} */
const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));

await build({
  configFile: false,
  root: inProject(),
  logLevel: 'warn',
  resolve: { alias: { '@shared': inProject('src', 'shared') } },
  ssr: { noExternal: true, external: [...runtime, ...optional] },
  build: {
    ssr: inProject('src', 'server', 'index.ts'),
    outDir: target,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'server.mjs', chunkFileNames: '[name].mjs' } },
  },
});

/** @param {readonly string[]} names */
const versionsOf = (names) => Object.fromEntries(names.map((name) => [name, project.devDependencies[name]]));
const own = {
  name: 'kartoteka-server',
  version: project.version,
  license: project.license,
  private: true,
  type: 'module',
  engines: project.engines,
  scripts: { start: 'node server.mjs' },
  dependencies: versionsOf(runtime),
  optionalDependencies: versionsOf(optional),
};
writeFileSync(join(target, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
const { name, version, license, engines, dependencies, optionalDependencies } = own;
const whole = {
  name,
  version,
  lockfileVersion: lock.lockfileVersion,
  requires: true,
  packages: {
    '': { name, version, license, engines, dependencies, optionalDependencies },
    ...lockedFor(),
  },
};
writeFileSync(join(target, 'package-lock.json'), `${JSON.stringify(whole, null, 2)}\n`);
copyFileSync(inProject('src', 'server', 'install', 'backup.sh'), join(target, 'backup.sh'));
copyFileSync(inProject('LICENSE'), join(target, 'LICENSE'));
console.log(`${target}: ${Object.keys(whole.packages).length - 1} packages`);

/** The part of the project's lock file the endpoint needs, at the same places: the same versions as are tested. */
function lockedFor() {
  /** @type {Record<string, Locked>} */
  const found = {};
  /** @type {{ name: string, from: string, optional: boolean }[]} */
  const wanted = [
    ...runtime.map((one) => ({ name: one, from: '', optional: false })),
    ...optional.map((one) => ({ name: one, from: '', optional: true })),
  ];
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    const place = placeOf(next.name, next.from);
    if (place === undefined) {
      if (next.optional) continue;
      throw new Error(`${next.name} is not in package-lock.json`);
    }
    const isKnown = found[place] !== undefined && (next.optional || found[place].optional !== true);
    if (isKnown) continue;
    const {
      dev: _dev,
      devOptional: _devOptional,
      optional: _optional,
      ...entry
    } = lock.packages[place] ?? {};
    found[place] = next.optional ? { ...entry, optional: true } : entry;
    for (const one of Object.keys(entry.dependencies ?? {}))
      wanted.push({ name: one, from: place, optional: next.optional });
    for (const one of Object.keys(entry.optionalDependencies ?? {}))
      wanted.push({ name: one, from: place, optional: true });
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Where Node finds a package from another one's place.
 * @param {string} wanted
 * @param {string} from
 */
function placeOf(wanted, from) {
  for (let at = from; ; ) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${wanted}`;
    if (lock.packages[place] !== undefined) return place;
    if (at === '') return undefined;
    const end = at.lastIndexOf('/node_modules/');
    at = end < 0 ? '' : at.slice(0, end);
  }
}
