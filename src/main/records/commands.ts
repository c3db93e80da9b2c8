import { entityOf, isKind, isLocked, type SharedKind } from '@shared/kinds';
import { AppError } from '@shared/lib/result';
import { emptyRecord, isPlain, missingField } from '@shared/records/values';
import type { DataContext, FeatureCommands } from '../data/context';
import { type SchemaCheck, schemaCheck } from '../ipc/check-schema';
import { changeRecord } from './change-record';

type Values = Readonly<Record<string, unknown>>;

export const recordsCommands: FeatureCommands<'records'> = {
  async 'records.create'(context, { kind, values }) {
    const record = { ...emptyRecord(plain(kind)), ...sound(kind, values) };
    refuseMissing(kind, record);
    await refuseStrangers(context, kind, values);
    return { id: await context.records.insert(kind, record as never) };
  },

  async 'records.change'(context, { kind, id, values }) {
    const before = (await context.records.get(plain(kind), id)) as unknown as Values;
    if (isLocked(kind, before)) throw new AppError('already-posted');
    const patch = sound(kind, values);
    refuseMissing(kind, { ...before, ...patch });
    await refuseStrangers(context, kind, patch);
    await changeRecord(context, kind, id, patch);
    return null;
  },

  async 'records.remove'({ records }, { kind, ids }) {
    await records.removeMany(plain(kind), ids);
    return null;
  },
};

/** @throws AppError `invalid-input` for a kind that has rules of its own, or none at all */
export function plain(kind: string): SharedKind {
  if (!isKind(kind) || entityOf(kind).replication === 'no' || !isPlain(kind as SharedKind)) {
    throw new AppError('invalid-input', { field: 'kind' });
  }
  return kind as SharedKind;
}

const checks = new Map<string, Readonly<Record<string, SchemaCheck>>>();

/** How each field of a kind is held against its schema. */
function checksOf(kind: SharedKind): Readonly<Record<string, SchemaCheck>> {
  const known = checks.get(kind);
  if (known) return known;
  const { properties } = entityOf(kind).schema as unknown as { properties: Record<string, object> };
  const made = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, schemaCheck(schema as never)]),
  );
  checks.set(kind, made);
  return made;
}

/** @throws AppError `invalid-input` with the field that is none of a person's, or is not as its schema says */
function sound(kind: SharedKind, values: Values): Values {
  const { fields } = entityOf(kind);
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const fault = field && checksOf(kind)[name]?.(value);
    if (!field || field.computed === true || field.internal === true || fault)
      throw new AppError('invalid-input', { field: name });
  }
  return values;
}

function refuseMissing(kind: SharedKind, record: Values): void {
  const field = missingField(kind, record);
  if (field !== undefined) throw new AppError('invalid-input', { field });
}

/** What belongs to a client belongs to one that is there. @throws AppError `not-found` */
async function refuseStrangers({ records }: DataContext, kind: SharedKind, values: Values): Promise<void> {
  const owner = entityOf(kind).belongsTo?.clients;
  const clientId = owner === undefined ? '' : String(values[owner] ?? '');
  if (clientId !== '') await records.get('clients', clientId);
}
