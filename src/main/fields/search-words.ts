import type { Phone } from '@shared/clients/schema';
import type { CollectionName } from '@shared/collections';
import { phoneKey } from '@shared/domain/phones/phones';
import type { Field } from '@shared/fields/field';
import { fieldOf } from '@shared/kinds';

/** Records come from other programs' servers too: a field that is not there is as good as empty. */
const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A phone as a word: its last ten digits, whatever stands before them. */
const phoneWord = ({ e164, raw }: Partial<Phone>): string => phoneKey(e164 || raw || '');

/** The texts of a value by which the search finds its record: phones by their last ten digits. */
function textsOf(field: Field, value: unknown): string[] {
  switch (field.type) {
    case 'phones':
      return list<Phone>(value).map(phoneWord);
    case 'phone':
      return [phoneKey(text(value))];
    case 'emails':
      return list<{ value: string }>(value).map((mail) => text(mail.value));
    case 'addresses':
      return list<{ text: string }>(value).map((address) => text(address.text));
    case 'tags':
    case 'choices':
      return list<unknown>(value).map(text);
    case 'lines':
    case 'elements':
      return list<Record<string, unknown>>(value).map((element) => text(element[field.by ?? 'name']));
    default:
      return [text(value)];
  }
}

/** The texts of a record's field, the parts of an object included, by which the search finds it. */
export function searchTexts(
  kind: CollectionName,
  name: string,
  record: Readonly<Record<string, unknown>>,
): string[] {
  const field = fieldOf(kind, name);
  if (!field) return [];
  const { parts } = field;
  if (!parts) return textsOf(field, record[name]);
  const whole = (record[name] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(parts).flatMap(([part, of]) =>
    of.search === undefined ? [] : textsOf(of, whole[part]),
  );
}

/** The runs of digits of a field's value, any fragment of which finds its record. */
export function digitRunsOf(
  kind: CollectionName,
  name: string,
  record: Readonly<Record<string, unknown>>,
): string[] {
  return searchTexts(kind, name, record).map((run) => run.replace(/\D/g, ''));
}
