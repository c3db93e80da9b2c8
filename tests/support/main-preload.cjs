// Loaded with -r before the app, in its main process, the processes that it starts, and their threads: keeps what they print and moves the clock.
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');
const threads = require('node:worker_threads');

require('./shift-clock.cjs');

if (threads.isMainThread) {
  // What threads print comes through the main thread's streams as well.
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write;
    stream.write = (chunk, ...rest) => {
      appendFileSync(process.env.APP_OUTPUT_FILE, chunk);
      return write.call(stream, chunk, ...rest);
    };
  }
  threads.Worker = class extends threads.Worker {
    constructor(file, options = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--require', __filename] });
    }
  };
  // The processes main starts: the database's, the maintenance's.
  const { utilityProcess } = process.type === 'browser' ? require('electron') : {};
  if (utilityProcess) {
    const fork = utilityProcess.fork.bind(utilityProcess);
    const entry = join(__dirname, 'utility-preload.mjs');
    utilityProcess.fork = (file, words = [], options = {}) => fork(entry, [file, ...words], options);
  }
  syncBuiltinESMExports();
}
