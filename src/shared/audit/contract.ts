import { Type } from 'typebox';
import { output, system } from '../lib/contract';
import { OneOf, Reference, Strict, Text } from '../lib/schema';
import { type AuditPage, auditKinds } from './events';

export const auditContract = {
  /**
   * A page of the server's log, newest first; '' and 0 do not narrow. `from` and `to` are instants, the second
   * exclusive; `before` is the last entry read. Errors: sync-forbidden for all but administrators, sync-*.
   */
  'audit.page': system(
    Strict({
      kind: OneOf(['', ...auditKinds] as const),
      userId: Reference,
      from: Text(40),
      to: Text(40),
      before: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 500 }),
    }),
    output<AuditPage>(),
  ),
} as const;
