import type { DocumentFormat } from '@shared/documents/contract';
import type { DocumentSnapshot } from '@shared/documents/snapshot';
import { AppError, type Result } from '@shared/lib/result';

/** The documents thread's only call. */
export const RENDER = '$render';

export interface RenderInput {
  readonly snapshot: DocumentSnapshot;
  readonly format: DocumentFormat;
}

export interface DocumentsClient {
  /**
   * Bytes of the snapshot as a file of `format`.
   * Rejects with an AppError: `invalid-input`, `document-render-failed`, `internal` when the thread ended.
   */
  readonly render: (snapshot: DocumentSnapshot, format: DocumentFormat) => Promise<Uint8Array>;
}

/** Main's side of the documents thread; `thread` is a `Thread` of threads/. */
export function createDocumentsClient(thread: {
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>;
}): DocumentsClient {
  return {
    render: async (snapshot, format) => {
      const result = await thread.call(RENDER, { snapshot, format } satisfies RenderInput);
      if (!result.ok) throw new AppError(result.error.code, result.error.data);
      if (!(result.value instanceof Uint8Array)) throw new AppError('document-render-failed', { format });
      return result.value;
    },
  };
}
