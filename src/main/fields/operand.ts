import { type Operator, operandOf } from '@shared/fields/traits';
import { AppError } from '@shared/lib/result';

/**
 * What an operator is given, as it can be compared: filters are data, kept in views and sent by other versions.
 * @throws AppError `invalid-input`
 */
export function operandValues(operator: Operator, value: unknown): readonly (string | number)[] {
  const takes = operandOf[operator];
  if (takes === 'none') return [];
  const values = takes === 'many' ? (Array.isArray(value) ? value : undefined) : [value];
  const plain = values?.map((one) => (typeof one === 'boolean' ? Number(one) : one));
  const right = (one: unknown): one is string | number =>
    (typeof one === 'string' && one.length <= longestOperand) || Number.isFinite(one);
  if (!plain || plain.length > maxOperands || !plain.every(right)) {
    throw new AppError('invalid-input', { field: operator });
  }
  return plain;
}

const longestOperand = 1000;
const maxOperands = 10_000;

/**
 * A GLOB that finds a text whatever its case, as people spell it: SQLite's own LIKE knows the case of Latin letters
 * only. е and ё are one letter.
 */
export function anyCase(text: string): string {
  return [...text]
    .map((sign) => {
      if (/[еёЕЁ]/.test(sign)) return '[еёЕЁ]';
      const [low, high] = [sign.toLowerCase(), sign.toUpperCase()];
      if (low !== high && [...low].length === 1 && [...high].length === 1) return `[${low}${high}]`;
      return '*?['.includes(sign) ? `[${sign}]` : sign;
    })
    .join('');
}
