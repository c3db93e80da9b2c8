// Begins a process of the app's as main-preload.cjs begins main: electron passes no --require on to it. The file it was to run is the first word.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , file, ...words] = process.argv;
process.argv.splice(1, process.argv.length - 1, file, ...words);
createRequire(import.meta.url)('./main-preload.cjs');
await import(pathToFileURL(file).href);
