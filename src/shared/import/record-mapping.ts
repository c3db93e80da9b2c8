import { texts } from '../texts';
import { wordsOf } from '../texts/kinds-words';
import { foldHeader, withoutNumber } from './header-names';
import { recordImportOf } from './record-imports';
import {
  importableFields,
  type PlanTarget,
  type RecordKind,
  type RecordTarget,
  recordKinds,
} from './record-targets';

/** Folded headers of a kind by what they mean: its fields' names, their words in every language, other programs' words. */
function headersOf(kind: RecordKind): ReadonlyMap<string, RecordTarget> {
  const { headers = {} } = recordImportOf(kind);
  const known = new Map<string, RecordTarget>();
  const put = (header: string, target: RecordTarget) => {
    const folded = foldHeader(header);
    if (folded !== '' && !known.has(folded)) known.set(folded, target);
  };
  for (const { target, name } of importableFields(kind)) {
    for (const one of (headers[name] ?? '').split(',')) put(one, target);
    put(name.replace(/Ids?$/, '').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '), target);
    for (const { kinds } of Object.values(texts)) {
      put(wordsOf(kinds, kind)?.fields[name] ?? '', target);
    }
  }
  return known;
}

const dictionaries = new Map<RecordKind, ReadonlyMap<string, RecordTarget>>();

/** Proposes what each column of a file of a kind is; what is not known goes to the notes. One field is proposed once. */
export function suggestRecordMapping(kind: RecordKind, headers: readonly string[]): PlanTarget[] {
  const known = dictionaries.get(kind) ?? headersOf(kind);
  dictionaries.set(kind, known);
  const taken = new Set<string>();
  return headers.map((header) => {
    const folded = foldHeader(header).replace(/^(?:deal|сделка) (?=\S)/, (prefix) =>
      known.has(foldHeader(header)) ? prefix : '',
    );
    const target = known.get(folded) ?? known.get(withoutNumber(folded));
    if (target === undefined || taken.has(target)) return 'rest';
    taken.add(target);
    return target;
  });
}

/** The kind a file's headers tell of, or undefined: then it is one of clients. */
export function kindByHeaders(headers: readonly string[]): RecordKind | undefined {
  return recordKinds.find((kind) => {
    const { telling } = recordImportOf(kind);
    if (!telling) return false;
    const found = suggestRecordMapping(kind, headers);
    return telling.fields.filter((name) => found.includes(`${kind}.${name}`)).length >= telling.least;
  });
}
