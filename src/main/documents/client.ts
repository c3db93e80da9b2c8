import type { DocumentFormat } from '@shared/documents/contract';
import type { DocumentSnapshot } from '@shared/documents/snapshot';
import type { Thread } from '../threads/thread';

/** What is asked of the documents thread. */
export interface DocumentsCalls {
  render: {
    input: { readonly snapshot: DocumentSnapshot; readonly format: DocumentFormat };
    output: Uint8Array;
  };
}

export interface DocumentsClient {
  /**
   * Bytes of the snapshot as a file of `format`.
   * Rejects with an AppError: `invalid-input`, `document-render-failed`, `internal` when the thread ended.
   */
  readonly render: (snapshot: DocumentSnapshot, format: DocumentFormat) => Promise<Uint8Array>;
}

/** Main's side of the documents thread. */
export function createDocumentsClient(thread: Pick<Thread<DocumentsCalls>, 'ask'>): DocumentsClient {
  return { render: (snapshot, format) => thread.ask('render', { snapshot, format }) };
}
