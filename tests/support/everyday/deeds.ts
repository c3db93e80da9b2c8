import { table } from '../../../src/main/reader/reader';
import type { CollectionName } from '../../../src/shared/collections';
import type { CallInput, CommandName } from '../../../src/shared/contract';
import { draftContent } from '../../../src/shared/documents/defaults';
import { defaultStages } from '../../../src/shared/funnels/defaults';
import { day, some, type World } from './world';

/**
 * What a command is given in the n-th turn. What it needs to find in the database (a draft to post, a tombstone to bring
 * back) is made first.
 */
type Ways<N extends CommandName> = Readonly<
  Record<string, (world: World, turn: number) => CallInput<N> | Promise<CallInput<N>>>
>;

/** A command that belongs to no day's work, with the reason. */
type NotEveryday = string;

const removed =
  (name: 'calls' | 'tasks' | 'notes' | 'contacts' | 'files') => async (world: World, turn: number) => {
    const { id } = some(world, name, 3000 + turn);
    await world.command(`${name}.remove` as 'calls.remove', { id });
    return { id };
  };

const id =
  (name: CollectionName, from = 0, where?: string) =>
  (world: World, turn: number) => ({
    id: some(world, name, from + turn, where).id,
  });

/** A draft of an invoice with three lines. */
async function draft(
  world: World,
  turn: number,
): Promise<{ readonly id: string; readonly content: Content }> {
  const { id: clientId } = some(world, 'clients', turn, "json_extract(data, '$.inn') <> ''");
  const { id: made } = await world.command('documents.createDraft', {
    clientId,
    type: 'invoice',
    date: world.today,
  });
  const lines = Array.from({ length: 3 }, (_, place) => ({
    id: `${turn}-${place}`,
    article: '',
    name: `Стеллаж ${place + 1}`,
    quantity: '2',
    unit: 'шт',
    price: 125_000 + place,
    discount: 0,
    vatRate: '20',
  }));
  const content = {
    ...draftContent({ type: 'invoice', date: world.today, organization: null, basis: '' }),
    lines,
  };
  await world.command('documents.changeDraft', { id: made, content });
  return { id: made, content };
}
type Content = CallInput<'documents.changeDraft'>['content'];

/** A client who was changed just now, and the number of that change. */
async function changed(world: World, turn: number) {
  const { id: client } = some(world, 'clients', 5000 + turn);
  await world.command('clients.change', { id: client, patch: { city: `Город ${turn}` } });
  await world.command('clients.change', { id: client, patch: { city: `Город ${turn} другой` } });
  const page = await world.read('history.page', { collection: 'clients', id: client, offset: 0, limit: 1 });
  return { collection: 'clients' as const, id: client, seq: page?.rows.at(0)?.seq ?? 0 };
}

/** A client with posted documents is archived, not removed. */
const withoutPaper = `NOT EXISTS (SELECT 1 FROM ${table('documents')} WHERE c_clientId = ${table('clients')}.id)`;

const conflict = (kind: string, state: string) => (world: World, turn: number) =>
  some(world, 'conflicts', turn, `json_extract(data, '$.kind') = '${kind}' AND c_state = '${state}'`);

/**
 * Every command of the contract with the ways it is given in. A new command without a line here does not compile; its
 * growth is measured by `npm run bench -- growth`.
 */
export const deeds: { readonly [N in CommandName]: Ways<N> | NotEveryday } = {
  'app.fillDemo': 'fills an empty base, once',
  'calls.log': {
    'a call': (world, turn) => ({
      call: { clientId: some(world, 'clients', turn).id, comment: 'Обсудили доставку', durationSec: 60 },
    }),
    'a call with its next step': (world, turn) => ({
      call: { clientId: some(world, 'clients', turn).id, comment: 'Просили счёт', durationSec: 60 },
      task: { title: 'Выслать счёт', dueDate: day(world, 1) },
    }),
  },
  'calls.change': {
    'a comment': (world, turn) => ({
      id: some(world, 'calls', turn).id,
      patch: { comment: `Обсудили доставку ${turn}` },
    }),
  },
  'calls.remove': { one: id('calls', 1000) },
  'calls.restore': { one: removed('calls') },
  'clients.create': {
    'a client': (_, turn) => ({ patch: { kind: 'company', name: `Новый клиент ${turn}`, city: 'Тверь' } }),
  },
  'clients.change': {
    'a field': (world, turn) => ({ id: some(world, 'clients', turn).id, patch: { about: `Правка ${turn}` } }),
    'a name': (world, turn) => ({
      id: some(world, 'clients', turn).id,
      patch: { name: `Переименованный ${turn}` },
    }),
  },
  'clients.remove': { one: id('clients', 7000) },
  'clients.restore': {
    one: async (world, turn) => {
      const { id: client } = some(world, 'clients', 9000 + turn, withoutPaper);
      await world.command('clients.remove', { id: client });
      return { id: client };
    },
  },
  'clients.setArchived': {
    one: (world, turn) => ({ id: some(world, 'clients', 1000 + turn).id, archived: true }),
  },
  'conflicts.decide': {
    'a field': (world, turn) => ({
      id: conflict('fields', 'open')(world, turn).id,
      choices: [{ field: 'city', choice: 'mine' }],
    }),
  },
  'conflicts.reopen': {
    one: async (world, turn) => {
      const { id: open } = conflict('fields', 'open')(world, 50 + turn);
      await world.command('conflicts.dismiss', { id: open });
      return { id: open };
    },
  },
  'conflicts.mergeClients': {
    'two clients': (world, turn) => {
      const { id: pair, recordId } = conflict('duplicate', 'open')(world, turn);
      return { id: pair, keepId: recordId };
    },
  },
  'conflicts.dismiss': { one: (world, turn) => ({ id: conflict('duplicate', 'open')(world, 90 + turn).id }) },
  'contacts.create': {
    'a contact': (world, turn) => ({
      patch: { clientId: some(world, 'clients', turn).id, name: `Пётр Новый ${turn}` },
    }),
  },
  'contacts.change': {
    'a position': (world, turn) => ({
      id: some(world, 'contacts', turn).id,
      patch: { position: `Директор ${turn}` },
    }),
  },
  'contacts.remove': { one: id('contacts', 1000) },
  'contacts.restore': { one: removed('contacts') },
  'documents.newDraft': {
    'an invoice': (world, turn) => ({
      clientId: some(world, 'clients', turn).id,
      type: 'invoice',
      date: world.today,
    }),
  },
  'documents.newDraftFrom': {
    'an акт of an invoice': async (world, turn) => ({
      id: (await draft(world, turn)).id,
      type: 'act',
      date: world.today,
    }),
  },
  'documents.createDraft': {
    'an invoice': (world, turn) => ({
      clientId: some(world, 'clients', turn).id,
      type: 'invoice',
      date: world.today,
    }),
    'a contract': (world, turn) => ({
      clientId: some(world, 'clients', turn).id,
      type: 'contract',
      date: world.today,
    }),
  },
  'documents.changeDraft': { 'an invoice of three lines': draft },
  'documents.post': {
    'an invoice': async (world, turn) => ({ id: (await draft(world, turn)).id }),
  },
  'documents.setStatus': {
    paid: (world, turn) => ({
      id: some(world, 'documents', turn, "c_status = 'posted' AND c_type = 'invoice'").id,
      status: 'paid',
    }),
  },
  'documents.removeDraft': { one: async (world, turn) => ({ id: (await draft(world, turn)).id }) },
  'files.fetch': { one: id('files') },
  'files.rename': {
    one: (world, turn) => ({ id: some(world, 'files', turn).id, name: `Акт ${turn}.pdf` }),
  },
  'files.remove': { one: id('files', 1000) },
  'files.restore': { one: removed('files') },
  'history.restoreField': {
    'a city': async (world, turn) => ({ ...(await changed(world, turn)), field: 'city' }),
  },
  'history.restoreVersion': {
    'the first': async (world, turn) => {
      return { ...(await changed(world, turn)), seq: 0 };
    },
  },
  'import.undo': {
    'of ten clients': (world, turn) => ({
      id: some(world, 'imports', turn, "json_extract(data, '$.state') = 'done'").id,
      changedToo: false,
    }),
  },
  'records.create': {
    'a note': (world, turn) => ({
      kind: 'notes',
      values: { clientId: some(world, 'clients', turn).id, text: `Просили каталог ${turn}` },
    }),
  },
  'records.change': {
    'a text': (world, turn) => ({
      kind: 'notes',
      id: some(world, 'notes', turn).id,
      values: { text: `Просили другой каталог ${turn}` },
    }),
  },
  'records.remove': {
    one: (world, turn) => ({ kind: 'notes', ids: [some(world, 'notes', 2000 + turn).id] }),
  },
  'notes.create': {
    'a note': (world, turn) => ({
      patch: { clientId: some(world, 'clients', turn).id, text: `Работают до ${turn % 24}:00` },
    }),
  },
  'notes.change': {
    'a text': (world, turn) => ({ id: some(world, 'notes', turn).id, patch: { text: `Работают ${turn}` } }),
  },
  'notes.remove': { one: id('notes', 1000) },
  'notes.restore': { one: removed('notes') },
  'organizations.save': { 'a field': (_, turn) => ({ patch: { site: `firma${turn}.example.ru` } }) },
  'participants.add': {
    one: (world, turn) => ({
      clientId: some(world, 'clients', turn).id,
      userId: some(world, 'users', turn).id,
    }),
  },
  'participants.remove': { one: id('participants') },
  'bin.restore': {
    'a call': async (world, turn) => ({
      items: [{ collection: 'calls', id: (await removed('calls')(world, 500 + turn)).id }],
    }),
  },
  'tasks.create': {
    'a task': (world, turn) => ({
      patch: { title: `Позвонить ${turn}`, dueDate: world.today, clientId: some(world, 'clients', turn).id },
    }),
  },
  'tasks.change': {
    'a day': (world, turn) => ({
      id: some(world, 'tasks', turn, "c_status = 'open'").id,
      patch: { dueDate: day(world, 2 + (turn % 9)) },
    }),
  },
  'tasks.complete': {
    one: (world, turn) => ({ id: some(world, 'tasks', turn, "c_status = 'open'").id, result: 'Готово' }),
  },
  'tasks.reopen': { one: id('tasks', 0, "c_status = 'done'") },
  'tasks.remove': { one: id('tasks', 1000) },
  'tasks.restore': { one: removed('tasks') },
  'deals.create': {
    'of a client': (world, turn) => ({
      patch: { title: `Поставка ${turn}`, clientId: some(world, 'clients', turn).id, amount: 125_000_00 },
    }),
  },
  'deals.change': {
    'a sum': (world, turn) => ({ id: some(world, 'deals', turn).id, patch: { amount: 100_00 * (turn + 1) } }),
  },
  'deals.move': {
    'to the next stage': (world, turn) => ({
      id: some(world, 'deals', turn).id,
      stageId: defaultStages[turn % 4]?.id ?? '',
      values: {},
    }),
  },
  'deals.remove': { one: id('deals', 1000) },
  'deals.restore': {
    one: async (world, turn) => {
      const { id: gone } = some(world, 'deals', 2000 + turn);
      await world.command('deals.remove', { id: gone });
      return { id: gone };
    },
  },
  'deals.link': {
    'a call': (world, turn) => {
      const { id: dealId, links } = some(world, 'deals', turn, "json_array_length(data, '$.links') > 0");
      return { dealId: turn % 2 === 0 ? '' : dealId, kind: 'calls', recordId: links[0]?.id ?? '' };
    },
  },
  'deals.plan': {
    'a call': (world, turn) => ({
      id: some(world, 'deals', turn).id,
      task: { title: `Позвонить о поставке ${turn}`, type: 'call', dueDate: day(world, 1 + (turn % 5)) },
    }),
  },
  'deals.invoice': {
    one: (world, turn) => ({ id: some(world, 'deals', turn).id, date: world.today }),
  },
  'funnels.save': 'a head changes a funnel, seldom',
  'funnels.setArchived': 'a head changes a funnel, seldom',
  'views.save': 'a person makes a view, seldom',
  'views.arrange': 'a person puts his views in order, seldom',
  'views.remove': 'a person removes a view, seldom',
};
