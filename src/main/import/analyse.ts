import type { ImportFile, ImportPlan } from '@shared/import/contract';
import { headerKey, mappingByValues, suggestMapping } from '@shared/import/mapping';
import { openPlanned } from './run';

/** Characters of a value that the preview shows. */
const SHOWN = 200;

/** A file as it is before a person has chosen anything. */
export interface AnalysedFile extends Omit<ImportFile, 'fileId' | 'fileName' | 'remembered'> {
  /** What a chosen mapping is remembered under. */
  readonly headerKey: string;
}

/** Looks into a file. @throws AppError `file-not-found`, `import-empty`, `import-not-text`, `import-no-rows` */
export async function analyseFile(
  input: { readonly path: string } & Pick<ImportPlan, 'encoding' | 'delimiter'>,
): Promise<AnalysedFile> {
  const { format, encoding, delimiter, totalBytes, headers, sample } = await openPlanned(input.path, input);
  const { columns, preset } = suggestMapping(headers);
  return {
    format,
    encoding,
    delimiter,
    totalBytes,
    headers,
    sample: sample.map((cells) => cells.map((cell) => cell.slice(0, SHOWN))),
    mapping: mappingByValues(headers, columns, sample),
    preset,
    headerKey: headerKey(headers),
  };
}
