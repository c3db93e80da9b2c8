import { contract } from '@shared/contract';
import type { Kind } from '@shared/lib/contract';
import { AppError } from '@shared/lib/result';
import { Ajv, type ValidateFunction } from 'ajv';

const ajv = new Ajv({ allErrors: false, coerceTypes: false, useDefaults: false });
const compiled = new Map<string, ValidateFunction>();
const declared = new Map(Object.entries(contract));

/**
 * Checks the arguments of a call against its schema.
 * @throws AppError `invalid-input` with the field's path, or for a name the contract does not have
 */
export function validateInput(kind: Kind, name: string, input: unknown): void {
  const call = declared.get(name);
  if (!call || call.kind !== kind) throw new AppError('invalid-input', { field: name });
  let check = compiled.get(name);
  if (!check) {
    check = ajv.compile(call.input);
    compiled.set(name, check);
  }
  if (!check(input)) {
    const [first] = check.errors ?? [];
    throw new AppError('invalid-input', {
      field: `${first?.instancePath ?? ''} ${first?.keyword ?? ''}`.trim(),
    });
  }
}
