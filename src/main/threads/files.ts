let folder: URL | undefined;

/** Called once by the entry of main, and of a thread that makes others, beside whose built file the threads' files lie. */
export function setThreadFolder(of: URL): void {
  folder = of;
}

/** What has a file of its own in the build. */
type BuiltThread = 'data' | 'reader' | 'documents' | 'import' | 'maintenance' | 'fold' | 'sort';

/** The built file of a thread or process. Bundling may move the asker into a chunk of another folder, never this answer. */
export function threadFile(name: BuiltThread): URL {
  if (!folder) throw new Error('the folder of the threads is not set');
  return new URL(`${name}.js`, folder);
}
