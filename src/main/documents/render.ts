import type { DocumentFormat } from '@shared/documents/contract';
import {
  ContractSnapshot,
  type DocumentSnapshot,
  InvoiceSnapshot,
  PaperSnapshot,
} from '@shared/documents/snapshot';
import { AppError } from '@shared/lib/result';
import { Value } from 'typebox/value';

/** Turns a snapshot into the bytes of a file. */
export type RenderDocument = (snapshot: DocumentSnapshot, format: DocumentFormat) => Promise<Uint8Array>;

/** Refuses what is not a snapshot: it comes from the store and may be of another version or damaged. */
export function checkSnapshot(snapshot: unknown): DocumentSnapshot {
  for (const kind of [InvoiceSnapshot, ContractSnapshot, PaperSnapshot]) {
    if (Value.Check(kind, snapshot)) return snapshot;
  }
  throw new AppError('invalid-input', { field: 'snapshot' });
}

/**
 * A renderer over the folder `resources` (its `fonts` are embedded into PDF). docx and pdfmake are loaded when first
 * used. The same snapshot always says the same thing: nothing is computed, only laid out.
 * Errors: `invalid-input` when it is not a snapshot, `document-render-failed` when a library gave up.
 */
export function createRenderer(resources: string): RenderDocument {
  return async (snapshot, format) => {
    const checked = checkSnapshot(snapshot);
    try {
      if (format === 'docx') {
        const { renderDocx } = await import('./docx/render');
        return await renderDocx(checked);
      }
      const { renderPdf } = await import('./pdf/render');
      return await renderPdf(checked, resources);
    } catch (error) {
      throw Object.assign(new AppError('document-render-failed', { format }), { cause: error });
    }
  };
}
