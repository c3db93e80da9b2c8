import { contract } from '@shared/contract';
import type { Kind } from '@shared/lib/contract';
import { AppError } from '@shared/lib/result';
import { wellFormed } from '@shared/lib/well-formed';
import { type SchemaCheck, schemaCheck } from './check-schema';

const made = new Map<string, SchemaCheck>();
const declared = new Map(Object.entries(contract));

/**
 * Checks the arguments of a call against its schema, and answers them with every text mended: what a person typed or
 * pasted is never refused for half a sign.
 * @throws AppError `invalid-input` with the field's path, or for a name the contract does not have
 */
export function validateInput(kind: Kind, name: string, input: unknown): unknown {
  const call = declared.get(name);
  if (!call || call.kind !== kind) throw new AppError('invalid-input', { field: name });
  let check = made.get(name);
  if (!check) {
    check = schemaCheck({ ...call.input });
    made.set(name, check);
  }
  const fault = check(input);
  if (fault) throw new AppError('invalid-input', { field: `${fault.path} ${fault.keyword}`.trim() });
  return wellFormed(input);
}
