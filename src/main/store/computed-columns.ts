import { type CollectionName, collectionNames } from '@shared/collections';
import type { Field } from '@shared/fields/field';
import { entityOf, fieldsOf } from '@shared/kinds';
import { wordSet } from '@shared/search/fold';
import { digitRunsOf, searchTexts } from '../fields/search-words';
import type { ComputedColumn, StoredDocument } from './sqlite-storage';

/** The fields of a kind of which this is said, of the field itself or of a part of it. */
const namesWith = (kind: CollectionName, wanted: (field: Field) => boolean): string[] =>
  fieldsOf(kind)
    .filter(([, field]) => wanted(field) || Object.values(field.parts ?? {}).some(wanted))
    .map(([name]) => name);

/** «123» finds «А7-000123»: the end of a number is a word, too. */
const numberEnd = (number: string): string => number.replace(/^.*-0*/, '');

function columnsOf(kind: CollectionName): Record<string, ComputedColumn> {
  if (!entityOf(kind).searchable) return {};
  const texts = (names: readonly string[], document: StoredDocument) =>
    names.flatMap((name) => {
      const found = searchTexts(kind, name, document);
      return name === 'number' ? [...found, ...found.map(numberEnd)] : found;
    });
  const named = namesWith(kind, ({ search }) => search === 'name');
  const worded = namesWith(kind, ({ search }) => search === 'words');
  const digits = namesWith(kind, (field) => field.digits === true);
  return {
    ...(named.length > 0 ? { x_name: living((document) => wordSet(texts(named, document))) } : {}),
    x_search: living((document) => wordSet(texts(worded, document))),
    ...(digits.length > 0
      ? {
          x_digits: living((document) =>
            digitRuns(digits.flatMap((name) => digitRunsOf(kind, name, document))),
          ),
        }
      : {}),
  };
}

/** The runs of digits that a number can be a part of, each once. */
function digitRuns(runs: readonly string[]): string {
  return [...new Set(runs.filter((run) => run !== ''))].join(' ');
}

/** Nothing is found of what was deleted: its texts are empty. */
function living(of: (document: StoredDocument) => string): ComputedColumn {
  return { type: 'TEXT', of: (document) => (document._deleted === true ? '' : of(document)) };
}

/**
 * Columns the store computes from a document besides its indexed fields: the folded words it is found by
 * (`x_name` before `x_search`) and the digits of its numbers. `search-index.ts` builds on them. A changed rule needs
 * a new column name, since columns that are there are not computed again.
 */
export const computedColumns: Readonly<Record<string, Readonly<Record<string, ComputedColumn>>>> =
  Object.fromEntries(
    collectionNames
      .map((kind) => [kind, columnsOf(kind)] as const)
      .filter(([, columns]) => Object.keys(columns).length > 0),
  );
