import type { CollectionName } from '@shared/collections';
import { isValidInn } from '@shared/domain/requisites/inn';
import { foldText, nameKey } from '@shared/domain/requisites/legal-forms';
import type { Field } from '@shared/fields/field';
import type { Funnel } from '@shared/funnels/schema';
import type { ImportedValue, ImportPlan } from '@shared/import/contract';
import { type Named, NameIndex, spellingKey } from '@shared/import/near-names';
import { importableFields, isNamed, type RecordKind, type RecordTarget } from '@shared/import/record-targets';
import { isKind } from '@shared/kinds';
import { titleSql } from '../fields/columns';
import { table } from '../reader/reader';
import type { Database } from '../store/sqlite-storage/adapter';

/** What a text of a file is taken for: ids, or a new record of the kind it names. */
export interface FoundName {
  /** Ids of what it means; empty where nothing is meant. */
  readonly ids: readonly string[];
  /** A new record is made of it. */
  readonly create: boolean;
}

const nothing: FoundName = { ids: [], create: false };
/** Texts of one column that a person is shown and can decide upon. */
const SHOWN = 500;

/** Names of people in any order of their parts: «Анна Смирнова» is «Смирнова Анна». */
const personKey = (name: string): string => foldText(name).split(/\s+/).filter(Boolean).sort().join(' ');

interface Column {
  readonly target: RecordTarget;
  readonly field: Field;
  readonly index: NameIndex;
  /** All there is to choose among, where it is a short list. */
  readonly all: readonly Named[] | undefined;
  readonly values: Map<string, Value>;
}

interface Value {
  readonly text: string;
  readonly found: FoundName;
  readonly how: ImportedValue['how'];
  readonly options: readonly Named[];
  rows: number;
}

/**
 * Finds what the names in a file mean: clients, colleagues, stages. Only a name that is exactly one thing's is taken
 * for it; whatever else comes near is a question, and nothing until a person has answered it.
 */
export class Lookups {
  readonly #columns = new Map<string, Column>();
  readonly #decided: ReadonlyMap<string, string>;

  /**
   * @param db of the reader's side
   * @param plan its `values` are a person's answers, its `missing` what becomes of clients nobody knows
   */
  constructor(
    private readonly db: Database,
    kind: RecordKind,
    private readonly plan: Pick<ImportPlan, 'mapping' | 'values' | 'missing'>,
    /** The funnel whose stages and reasons are meant. */
    private readonly funnel: Funnel,
  ) {
    this.#decided = new Map((plan.values ?? []).map(({ target, text, to }) => [`${target}\n${text}`, to]));
    for (const { target, field } of importableFields(kind)) {
      if (!isNamed(field) || !plan.mapping.includes(target)) continue;
      const all = this.#namesFor(field);
      const isShort = field.type !== 'reference' && field.type !== 'references';
      this.#columns.set(target, {
        ...{ target, field, values: new Map() },
        index: new NameIndex(all, keyOf(field)),
        all: isShort ? all : undefined,
      });
    }
  }

  /** What a text of a column means. Counted: what was asked for is shown to the person. */
  find(target: string, text: string): FoundName {
    const column = this.#columns.get(target);
    if (!column || text === '') return nothing;
    const known = column.values.get(text);
    if (known) {
      known.rows += 1;
      return known.found;
    }
    const value = this.#look(column, text);
    column.values.set(text, value);
    return value.found;
  }

  /** The texts of all columns and what they are taken for, what is open first. */
  get values(): ImportedValue[] {
    const open = { several: 0, near: 0, none: 1, decided: 2, exact: 3 } as const;
    return [...this.#columns.values()].flatMap(({ target, field, values }) =>
      [...values.values()]
        .sort((a, b) => open[a.how] - open[b.how] || b.rows - a.rows)
        .slice(0, SHOWN)
        .map(({ text, found, how, options, rows }) => ({
          target,
          text,
          rows,
          how,
          to: found.create ? 'create' : (found.ids[0] ?? ''),
          options: options.map(({ id, name, hint = '' }) => ({
            id,
            name: [name.slice(0, 200), hint].filter(Boolean).join(', '),
          })),
          canCreate: field.of === 'clients',
        })),
    );
  }

  #look({ target, field, index, all }: Column, text: string): Value {
    const several = field.type === 'people' || field.type === 'references';
    const exact = this.#exact(field, index, text);
    const near = exact.length > 0 ? [] : index.near(text);
    const options = all ?? [...exact, ...near];
    const decided = this.#decided.get(`${target}\n${text}`);
    if (decided !== undefined) {
      const found =
        decided === '' ? nothing : decided === 'create' ? created : { ids: [decided], create: false };
      const isKnown = decided === '' || decided === 'create' || options.some(({ id }) => id === decided);
      if (isKnown) return { text, found, how: 'decided', options, rows: 1 };
    }
    const [one, other] = exact;
    if (one && (!other || several)) {
      const ids = several ? exact.map(({ id }) => id) : [one.id];
      return { text, found: { ids, create: false }, how: 'exact', options, rows: 1 };
    }
    const how = exact.length > 1 ? 'several' : near.length > 0 ? 'near' : 'none';
    const makes = how === 'none' && field.of === 'clients' && this.plan.missing === 'create';
    return { text, found: makes ? created : nothing, how, options, rows: 1 };
  }

  #exact(field: Field, index: NameIndex, text: string): readonly Named[] {
    if (field.of === 'clients' && isValidInn(text.trim())) {
      const rows = this.db.all(
        `SELECT id, json_extract(data, '$.name') FROM ${table('clients')} WHERE c_inn = ? AND deleted = 0`,
        [text.trim()],
      );
      if (rows.length > 0) return rows.map(([id, name]) => ({ id: String(id), name: String(name) }));
    }
    const found = index.exact(text);
    if (found.length > 0 || field.list !== 'stages') return found;
    const end = endOf(text);
    const stage = end && this.funnel.stages.find(({ kind, archived }) => kind === end && !archived);
    return stage ? [stage] : [];
  }

  #namesFor(field: Field): Named[] {
    if (field.type === 'person' || field.type === 'people') return this.#records('users');
    if (field.type === 'directory' && field.of === 'funnels') {
      const { stages, lostReasons } = this.funnel;
      const list = field.list === 'stages' ? stages : lostReasons;
      return list.filter(({ archived }) => !archived).sort((a, b) => a.position - b.position);
    }
    if (field.of === 'clients') return this.#clients();
    return field.of !== undefined && isKind(field.of) ? this.#records(field.of) : [];
  }

  /** Clients, told from their namesakes by ИНН or city. */
  #clients(): Named[] {
    return this.db
      .all(
        `SELECT id, ${titleSql('clients')}, coalesce(nullif(c_inn, ''), json_extract(data, '$.city'))
         FROM ${table('clients')} WHERE deleted = 0`,
      )
      .map(([id, name, hint]) => ({ id: String(id), name: String(name ?? ''), hint: String(hint ?? '') }));
  }

  #records(kind: CollectionName): Named[] {
    return this.db
      .all(`SELECT id, ${titleSql(kind)} FROM ${table(kind)} WHERE deleted = 0`)
      .map(([id, name]) => ({ id: String(id), name: String(name ?? '') }));
  }
}

/** What two names of a field must have in common to be the same. */
function keyOf({ of, type }: Field): (name: string) => string {
  if (of === 'clients') return nameKey;
  return type === 'person' || type === 'people' ? personKey : (name) => foldText(name).trim();
}

const created: FoundName = { ids: [], create: true };

const ends = {
  won: [
    'won',
    'closed won',
    'выиграна',
    'выиграно',
    'успешно реализовано',
    'успешно',
    'успех',
    'сделка успешна',
    'оплачено',
    'закрыта успешно',
  ],
  lost: [
    'lost',
    'closed lost',
    'проиграна',
    'проиграно',
    'закрыто и не реализовано',
    'не реализовано',
    'отказ',
    'провал',
    'сделка провалена',
    'закрыта неуспешно',
  ],
} as const;

/** How a stage of another program ends a deal, by its name; undefined for one that does not say. */
function endOf(text: string): 'won' | 'lost' | undefined {
  const key = spellingKey(text);
  return (['won', 'lost'] as const).find((end) => ends[end].some((word) => spellingKey(word) === key));
}
