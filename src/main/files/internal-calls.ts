import { basename } from 'node:path';
import { safeFileName } from '@shared/files/file-name';
import { type AttachedFile, maxFileBytes } from '@shared/files/schema';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import type { ContentStore } from './content-store';
import { noteContent } from './contents-table';
import { markFromOutside } from './from-outside';

interface Attach extends Pick<AttachedFile, 'clientId' | 'parentKind' | 'parentId'> {
  readonly path: string;
}

/** Main's own questions about files: those with paths, which a page must not name. */
export async function ownFilesCall(
  context: DataContext,
  contents: ContentStore,
  name: string,
  input: unknown,
): Promise<unknown> {
  switch (name) {
    case '$files.attach':
      return attach(context, contents, input as Attach);
    case '$files.extract': {
      const { id, to } = input as { id: string; to: string };
      const { hash } = await context.records.get('files', id);
      if (!(await contents.has(hash))) throw new AppError('file-not-here');
      let marked = false;
      await contents.extract(hash, to, async (path) => {
        marked = await markFromOutside(path);
      });
      return { marked };
    }
    default:
      throw new AppError('invalid-input', { field: name });
  }
}

/** Keeps a sealed copy of the file, then the record that speaks of it. */
async function attach(context: DataContext, contents: ContentStore, input: Attach): Promise<{ id: string }> {
  const { records } = context;
  const { path, clientId, parentKind, parentId } = input;
  const { hash, size } = await contents.add(path, maxFileBytes);
  noteContent(context, hash, { here: true, failure: '' });
  const name = safeFileName(basename(path));
  const fields = { clientId, parentKind, parentId, name, size, hash, uploadedAt: '' };
  return { id: await records.insert('files', fields) };
}
