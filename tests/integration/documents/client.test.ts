import { AppError } from '@shared/lib/result';
import { expect, it } from 'vitest';
import { createDocumentsClient } from '../../../src/main/documents/client';
import { invoice } from './samples';

it('asks the thread for one format and gives its bytes', async () => {
  const asked: unknown[] = [];
  const client = createDocumentsClient({
    ask: async (name, input) => {
      asked.push([name, input]);
      return new Uint8Array([1, 2]);
    },
  });
  expect(await client.render(invoice, 'pdf')).toEqual(new Uint8Array([1, 2]));
  expect(asked).toEqual([['render', { snapshot: invoice, format: 'pdf' }]]);
});

it('rejects with the code the thread answered', async () => {
  const client = createDocumentsClient({
    ask: async () => {
      throw new AppError('document-render-failed', { format: 'docx' });
    },
  });
  await expect(client.render(invoice, 'docx')).rejects.toMatchObject({ code: 'document-render-failed' });
});
