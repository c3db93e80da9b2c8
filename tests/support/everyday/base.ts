import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { conflictId } from '../../../src/main/conflicts/keep';
import type { DataContext } from '../../../src/main/data/context';
import { parseRecord, table } from '../../../src/main/reader/reader';
import type { CollectionName, Records } from '../../../src/shared/collections';
import { newDeal } from '../../../src/shared/deals/rules';
import { DEFAULT_FUNNEL_ID, defaultLostReasons, defaultStages } from '../../../src/shared/funnels/defaults';
import { allFunnels } from '../../../src/shared/funnels/rules';
import { addDays, type IsoDate } from '../../../src/shared/lib/dates';

/** Conflicts and imports are used up by the commands that need them. */
const CONFLICTS = 240;
const IMPORTS = 16;
const CLIENTS_OF_IMPORT = 10;
const BATCH = 1000;

/** What made-up records lack: participants, files, deals, conflicts to be decided, imports to be undone, a recycle bin. */
export async function addEveryday(context: DataContext): Promise<void> {
  await aroundClients(context);
  await deals(context);
  await imports(context);
  for (const name of ['calls', 'notes'] as const) await removeSome(context, name);
}

const inBatches = async <N extends CollectionName>(
  { records }: DataContext,
  name: N,
  all: readonly Records[N][],
): Promise<void> => {
  for (let at = 0; at < all.length; at += BATCH) await records.insertMany(name, all.slice(at, at + BATCH));
};

/** Ids of the living records of a collection. */
export const ids = ({ db }: DataContext, name: CollectionName, where = '1'): string[] =>
  db
    .all(`SELECT id FROM ${table(name)} WHERE deleted = 0 AND ${where} ORDER BY rid`)
    .map(([id]) => String(id));

/** Participants and files of every tenth client, and conflicts to be decided. */
async function aroundClients(context: DataContext): Promise<void> {
  const { records } = context;
  const clients = ids(context, 'clients');
  const users = ids(context, 'users');
  const tenth = clients.filter((_, place) => place % 10 === 0);
  await inBatches(
    context,
    'participants',
    tenth.map((clientId, place) =>
      records.stamped<'participants'>({ clientId, userId: users[1 + (place % 3)] ?? '' }),
    ),
  );
  await inBatches(
    context,
    'files',
    tenth.map((clientId) =>
      records.stamped<'files'>({
        clientId,
        parentKind: 'clients',
        parentId: clientId,
        name: 'Договор.pdf',
        size: 1000,
        hash: createHash('sha256').update(clientId).digest('hex'),
        uploadedAt: '',
      }),
    ),
  );
  const none = { theirsBy: '', theirsAt: '', decidedAt: '', decidedBy: '' };
  const conflict = (place: number): Records['conflicts'] => {
    const [recordId = '', otherId = ''] = [clients.at(-1 - 2 * place), clients.at(-2 - 2 * place)];
    const isDuplicate = place % 2 === 0;
    return records.stamped<'conflicts'>(
      {
        ...none,
        kind: isDuplicate ? 'duplicate' : 'fields',
        state: 'open',
        clientId: recordId,
        recordKind: 'clients',
        recordId,
        otherId: isDuplicate ? otherId : '',
        mineBy: context.session().userId,
        mineAt: records.now(),
        fields: isDuplicate
          ? []
          : [{ field: 'city', mine: 'Тверь', theirs: 'Тула', base: 'Москва', choice: '' }],
      },
      { id: conflictId('duplicate', recordId, otherId) },
    );
  };
  await inBatches(
    context,
    'conflicts',
    Array.from({ length: CONFLICTS }, (_, place) => conflict(place)),
  );
}

/** As many deals as a busy department has under way; the others are won or lost. */
const OPEN_DEALS = 300;

/** A deal of every third client, each with a call of that client. */
async function deals(context: DataContext): Promise<void> {
  const { records, db } = context;
  const owners = ids(context, 'users');
  const [won, lost] = [
    defaultStages.filter(({ kind }) => kind === 'won'),
    defaultStages.filter(({ kind }) => kind === 'lost'),
  ];
  const open = defaultStages.filter(({ kind }) => kind === 'open');
  const clients = ids(context, 'clients').filter((_, place) => place % 3 === 0);
  const today = records.now().slice(0, 10);
  const one = (clientId: string, place: number) => {
    const among = place < OPEN_DEALS ? open : place % 3 === 0 ? won : lost;
    const stageId = among[place % among.length]?.id ?? '';
    const [call] =
      db.get(`SELECT id FROM ${table('calls')} WHERE deleted = 0 AND c_clientId = ? ORDER BY id LIMIT 1`, [
        clientId,
      ]) ?? [];
    const amount = 1_000_00 * (1 + (place % 900));
    const ownerId = owners[place % owners.length] ?? '';
    return records.stamped<'deals'>({
      ...newDeal(
        { title: `Поставка стеллажей ${place}`, clientId, amount, tags: place % 9 === 0 ? ['тендер'] : [] },
        ownerId,
        allFunnels([]),
      ),
      ...{ amountByHand: true, funnelId: DEFAULT_FUNNEL_ID, stageId },
      expectedClose: addDays(today as IsoDate, (place % 90) - 30),
      lostReasonId: among === lost ? (defaultLostReasons[place % defaultLostReasons.length]?.id ?? '') : '',
      steps: [{ id: ulid(), at: records.now(), by: ownerId, fromStageId: '', toStageId: stageId, amount }],
      links: call === undefined ? [] : [{ id: String(call), kind: 'calls' }],
    });
  };
  for (let at = 0; at < clients.length; at += BATCH) {
    await records.insertMany(
      'deals',
      clients.slice(at, at + BATCH).map((id, place) => one(id, at + place)),
    );
  }
}

/** Imports that can be undone. */
async function imports(context: DataContext): Promise<void> {
  const { records, db } = context;
  const [first = ''] = ids(context, 'clients');
  const [data] = db.get(`SELECT data FROM ${table('clients')} WHERE id = ?`, [first]) ?? [];
  const { _rev, _meta, _attachments, _deleted, ...like } = parseRecord<
    Records['clients'] & Record<string, unknown>
  >(data);
  for (let run = 0; run < IMPORTS; run += 1) {
    const importId = await records.insert('imports', {
      fileName: 'clients.csv',
      format: 'csv',
      state: 'done',
      finishedAt: records.now(),
      clients: CLIENTS_OF_IMPORT,
      contacts: 0,
      duplicates: 0,
      invalid: 0,
      journal: '',
    });
    const made = Array.from({ length: CLIENTS_OF_IMPORT }, (_, place) => {
      const { id, createdAt, updatedAt, ...own } = like;
      const name = `Ввезённый ${run} ${place}`;
      return records.stamped<'clients'>(
        { ...own, name, nameKey: name.toLowerCase(), inn: '', phones: [] } as never,
        {
          importId,
        },
      );
    });
    await records.insertMany(
      'clients',
      made.map((one) => ({ ...one, importId })),
    );
  }
}

/** The recycle bin of a database that is worked with: one of two hundred. */
async function removeSome(context: DataContext, name: 'calls' | 'notes'): Promise<void> {
  const gone = ids(context, name, 'rid % 200 = 7');
  for (let at = 0; at < gone.length; at += 200)
    await context.records.removeMany(name, gone.slice(at, at + 200));
}
