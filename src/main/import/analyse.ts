import type { ImportFile, ImportPlan } from '@shared/import/contract';
import { headerKey, mappingByValues, suggestMapping } from '@shared/import/mapping';
import { kindByHeaders, suggestRecordMapping } from '@shared/import/record-mapping';
import type { ImportKind } from '@shared/import/record-targets';
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
  input: { readonly path: string; readonly kind?: ImportKind | undefined } & Pick<
    ImportPlan,
    'encoding' | 'delimiter'
  >,
): Promise<AnalysedFile> {
  const { format, encoding, delimiter, totalBytes, headers, sample } = await openPlanned(input.path, input);
  const { columns, preset } = suggestMapping(headers);
  // Where people and how to reach them stand beside the deals, the file is taken for one of clients.
  const hasPeople = columns.some((target) => /^contact\.|\.phones$|\.emails$/.test(target));
  const told = format === 'csv' && !hasPeople ? kindByHeaders(headers) : undefined;
  const kind = format === 'csv' ? (input.kind ?? told ?? 'clients') : 'clients';
  return {
    kind,
    format,
    encoding,
    delimiter,
    totalBytes,
    headers,
    sample: sample.map((cells) => cells.map((cell) => cell.slice(0, SHOWN))),
    mapping:
      kind === 'clients' ? mappingByValues(headers, columns, sample) : suggestRecordMapping(kind, headers),
    preset: kind === 'clients' ? preset : '',
    headerKey: kind === 'clients' ? headerKey(headers) : `${kind}-${headerKey(headers)}`,
  };
}
