import { dealImport } from '../deals/import';
import type { RecordImport } from './record-import';

/** Kinds of records whose import is more than their catalogue of fields: one line each. */
const imports: Readonly<Record<string, RecordImport>> = { deals: dealImport };

/** How the records of a kind are imported. */
export const recordImportOf = (kind: string): RecordImport => imports[kind] ?? {};
