import type { documents as Russian } from '../ru/documents';

export const documents: typeof Russian = {};
