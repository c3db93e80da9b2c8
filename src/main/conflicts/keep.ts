import { createHash } from 'node:crypto';
import { isDecidable } from '@shared/conflicts/rules';
import type { DataContext } from '../data/context';
import type { Collision } from '../store/hooks';

type Stamped = {
  readonly id: string;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
  clientId?: string;
};

/**
 * Keeps the side of a collision that did not stay as an open conflict, before the joined record is written: a crash
 * in between leaves the conflict, and the collision met again is known by its id.
 */
export async function keepCollision({ records }: DataContext, collision: Collision): Promise<void> {
  const { collection } = collision;
  const lost = collision.lost.filter(({ field }) => isDecidable(field));
  if (collection === 'conflicts' || lost.length === 0) return;
  const mine = collision.mine as Stamped;
  const theirs = collision.theirs as Stamped;
  const id = conflictId(collection, mine.id, mine.updatedAt ?? '', theirs.updatedAt ?? '');
  if (await records.find('conflicts', id)) return;
  await records.insert(
    'conflicts',
    {
      kind: 'fields',
      state: 'open',
      clientId: collection === 'clients' ? mine.id : (theirs.clientId ?? ''),
      recordKind: collection,
      recordId: mine.id,
      otherId: '',
      mineBy: mine.updatedBy ?? '',
      mineAt: mine.updatedAt ?? '',
      theirsBy: theirs.updatedBy ?? '',
      theirsAt: theirs.updatedAt ?? '',
      fields: lost.map(({ field, mine: own, theirs: other, base }) => ({
        field,
        mine: own ?? null,
        theirs: other ?? null,
        base: base ?? null,
        choice: '',
      })),
      decidedAt: '',
      decidedBy: '',
    },
    { id },
  );
}

/** The same parts give the same id on every device: 32 hexadecimal digits. */
export const conflictId = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
