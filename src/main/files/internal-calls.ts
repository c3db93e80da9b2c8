import { basename } from 'node:path';
import { safeFileName } from '@shared/files/file-name';
import { type AttachedFile, maxFileBytes } from '@shared/files/schema';
import { AppError } from '@shared/lib/result';
import type { DataContext } from '../data/context';
import type { CallHandlers } from '../threads/contract';
import type { ContentStore } from './content-store';
import { noteContent } from './contents-table';
import { markFromOutside } from './from-outside';

interface Attach extends Pick<AttachedFile, 'clientId' | 'parentKind' | 'parentId'> {
  readonly path: string;
}

/** Main's calls about files: those with paths, which a page must not name. */
export interface FileCalls {
  /** Keeps a sealed copy of the file, then the record that speaks of it. */
  'files.attach': { input: Attach; output: { readonly id: string } };
  /** Puts a file's content to a path; answers whether it could be marked as from outside. */
  'files.extract': {
    input: { readonly id: string; readonly to: string };
    output: { readonly marked: boolean };
  };
}

export const fileCalls = (context: DataContext, contents: ContentStore): CallHandlers<FileCalls> => ({
  async 'files.attach'({ path, clientId, parentKind, parentId }) {
    const { hash, size } = await contents.add(path, maxFileBytes);
    noteContent(context, hash, { here: true, failure: '' });
    const name = safeFileName(basename(path));
    const fields = { clientId, parentKind, parentId, name, size, hash, uploadedAt: '' };
    return { id: await context.records.insert('files', fields) };
  },
  async 'files.extract'({ id, to }) {
    const { hash } = await context.records.get('files', id);
    if (!(await contents.has(hash))) throw new AppError('file-not-here');
    let marked = false;
    await contents.extract(hash, to, async (path) => {
      marked = await markFromOutside(path);
    });
    return { marked };
  },
});
