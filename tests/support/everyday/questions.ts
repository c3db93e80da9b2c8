import { noCallFilter } from '../../../src/shared/calls/contract';
import { callResults } from '../../../src/shared/calls/schema';
import { type clientSorts, noClientFilter } from '../../../src/shared/clients/contract';
import { clientStatuses } from '../../../src/shared/clients/schema';
import type { CallInput, LiveName } from '../../../src/shared/contract';
import { type DealSort, noDealFilter } from '../../../src/shared/deals/contract';
import { noDocumentFilter } from '../../../src/shared/documents/contract';
import { defaultStages } from '../../../src/shared/funnels/defaults';
import { entryKinds } from '../../../src/shared/history/contract';
import { hitKinds } from '../../../src/shared/search/contract';
import { openTasks } from '../../../src/shared/tasks/contract';
import { day, instant, some, type World } from './world';

/** The ways in which a live query is asked in a day, each with its input for the n-th turn. */
type Ways<N extends LiveName> = Readonly<Record<string, (world: World, turn: number) => CallInput<N>>>;

const page = { offset: 0, limit: 50 };
const one = <C extends Parameters<typeof some>[1]>(name: C) => ({
  'of one': (world: World, turn: number) => ({ id: some(world, name, turn).id }),
});
const of = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

/** The made-up base has no deals. */
const madeUp = entryKinds.filter((kind) => kind !== 'deals');

/** The words people type, by the turn. */
const typed: readonly [string, ...string[]] = [
  'ромаш',
  'иванов',
  'строй',
  'петрова',
  'сервис',
  'кузнец',
  'альянс',
  'торг',
];
const cities: readonly [string, ...string[]] = ['Москва', 'Казань', 'Самара', 'Тверь', 'Пермь'];

/** The last digits of somebody's phone, as they are typed. */
const digits = (world: World, turn: number, count: number): string => {
  const client = some(world, 'clients', turn, "x_digits <> ''");
  const [phone] = client.phones;
  return (phone?.e164 || phone?.raw || client.inn).replace(/\D/g, '').slice(-count);
};

const clients =
  (
    filter: (world: World, turn: number) => Partial<typeof noClientFilter>,
    field: (typeof clientSorts)[number] = 'name',
    descending = false,
    offset = 0,
  ) =>
  (world: World, turn: number): CallInput<'clients.window'> => ({
    filter: { ...noClientFilter, ...filter(world, turn) },
    sort: { field, descending },
    offset,
    limit: 50,
  });

const calls =
  (filter: (world: World, turn: number) => Partial<typeof noCallFilter>, offset = 0) =>
  (world: World, turn: number): CallInput<'calls.window'> => ({
    filter: { ...noCallFilter, ...filter(world, turn) },
    zone: world.zone,
    offset,
    limit: 50,
  });

const documents =
  (filter: (world: World, turn: number) => Partial<typeof noDocumentFilter>) =>
  (world: World, turn: number): CallInput<'documents.window'> => ({
    filter: { ...noDocumentFilter, ...filter(world, turn) },
    ...page,
  });

const tasks =
  (filter: (world: World, turn: number) => Partial<typeof openTasks>, from: number | '', to: number | '') =>
  (world: World, turn: number): CallInput<'tasks.between'> => ({
    filter: { ...openTasks, ...filter(world, turn) },
    from: from === '' ? '' : day(world, from),
    to: to === '' ? '' : day(world, to),
    zone: world.zone,
    ...page,
  });

const moment = ({ today }: World) => ({ now: `${today}T12:00:00.000Z`, today });

const deals =
  (
    filter: (world: World, turn: number) => Partial<typeof noDealFilter>,
    sort: DealSort,
    descending = false,
  ) =>
  (world: World, turn: number): CallInput<'deals.window'> => ({
    filter: { ...noDealFilter, ...filter(world, turn) },
    ...{ sort, descending },
    ...moment(world),
    ...page,
  });

const found =
  (text: (world: World, turn: number) => string) =>
  (world: World, turn: number): CallInput<'search.find'> => ({
    text: text(world, turn),
    kinds: [...hitKinds],
    limit: 24,
  });

const bin =
  (text: string): Ways<'bin.window'>[string] =>
  () => ({ kinds: [], text, ...page });

/**
 * Every live query of the contract with the ways it is asked in. A new query without a line here does not compile; its
 * plan is looked at in tests/integration/reader/plans.test.ts, its growth measured by `npm run bench -- growth`.
 */
export const questions: { readonly [N in LiveName]: Ways<N> } = {
  'clients.window': {
    'all by name': clients(() => ({})),
    'all by name, far down': clients(() => ({}), 'name', false, 700),
    'all by city': clients(() => ({}), 'city'),
    'all by status': clients(() => ({}), 'status'),
    'all by creation': clients(() => ({}), 'createdAt', true),
    'all by change': clients(() => ({}), 'updatedAt', true),
    'of one status': clients((_, turn) => ({ statuses: [of(clientStatuses, turn)] })),
    'of one kind': clients(() => ({ kinds: ['person'] })),
    'of one city': clients((_, turn) => ({ city: of(cities, turn) })),
    'of one owner': clients((world, turn) => ({ ownerId: some(world, 'users', turn).id })),
    'with a tag': clients((world, turn) => ({
      tag: some(world, 'clients', turn, "json_array_length(data, '$.tags') > 0").tags[0] ?? '',
    })),
    'of an import': clients((world, turn) => ({ importId: some(world, 'imports', turn).id })),
    archived: clients(() => ({ archived: true })),
    'by a word': clients((_, turn) => ({ text: of(typed, turn) })),
    'by two words': clients((world, turn) => ({
      text: some(world, 'clients', turn).name.split(' ').slice(0, 2).join(' '),
    })),
    'by a word within words': clients((_, turn) => ({ text: of(['омашк', 'льянс', 'ервис'], turn) })),
    'by four digits of a phone': clients((world, turn) => ({ text: digits(world, turn, 4) })),
    'by seven digits of a phone': clients((world, turn) => ({ text: digits(world, turn, 7) })),
    'by a whole phone': clients((world, turn) => ({ text: `+7${digits(world, turn, 10)}` })),
    'by an ИНН': clients((world, turn) => ({ text: some(world, 'clients', turn, "c_inn <> ''").inn })),
  },
  'records.window': {
    'notes of a client': (world, turn) => ({
      kind: 'notes',
      conditions: [{ field: 'clientId', operator: 'is', value: some(world, 'clients', turn).id }],
      ...{ sort: '', direction: 'desc', offset: 0, limit: 50 },
    }),
  },
  'clients.row': one('clients'),
  'clients.card': one('clients'),
  'clients.duplicateCandidates': {
    'by name and ИНН': (world, turn) => {
      const { name, inn, kpp } = some(world, 'clients', turn);
      return { id: '', name, inn, kpp };
    },
    'by phone and e-mail': (world, turn) => {
      const { phones, emails } = some(world, 'clients', turn, "json_array_length(data, '$.phones') > 0");
      return {
        ...{ id: '', name: '', inn: '', kpp: '' },
        phones: phones.map(({ e164, raw }) => e164 || raw).slice(0, 10),
        emails: emails.map(({ value }) => value).slice(0, 10),
      };
    },
  },
  'clients.facets': { 'tags and cities': () => ({}) },
  'calls.window': {
    'of all time': calls(() => ({})),
    'of all time, far down': calls(() => ({}), 700),
    'of today': calls((world) => ({ from: world.today, to: world.today })),
    'of a month': calls((world) => ({ from: day(world, -30), to: world.today })),
    'of one result': calls((_, turn) => ({ results: [of(callResults, turn)] })),
    'of two results': calls(() => ({ results: callResults.slice(0, 2) })),
    'of one person': calls((world, turn) => ({ userId: some(world, 'users', turn).id })),
    'of one person and result': calls((world, turn) => ({
      userId: some(world, 'users', turn).id,
      results: [of(callResults, turn)],
    })),
    'by a word': calls((_, turn) => ({ text: of(['договор', 'стеллажи', 'доставка', 'счет'], turn) })),
    'by a client': calls((world, turn) => ({ text: some(world, 'clients', turn).name.slice(0, 12) })),
    'by digits': calls((world, turn) => ({ text: digits(world, turn, 7) })),
  },
  'calls.byId': one('calls'),
  'tasks.between': {
    today: tasks((world) => ({ assigneeId: world.userId }), 0, 0),
    overdue: tasks((world) => ({ assigneeId: world.userId }), '', -1),
    "everybody's week": tasks(() => ({ status: '' }), 0, 6),
    "everybody's month": tasks(() => ({ status: '' }), -15, 15),
    done: tasks((world) => ({ status: 'done', assigneeId: world.userId }), -7, 0),
    'of one client': tasks((world, turn) => ({ clientId: some(world, 'tasks', turn).clientId }), '', ''),
    'calls of a week': tasks((world) => ({ assigneeId: world.userId, types: ['call'] }), 0, 6),
    'by a word': tasks((_, turn) => ({ text: of(['позвонить', 'счет', 'договор'], turn) }), '', ''),
  },
  'tasks.counts': {
    'of a person': (world) => ({ today: world.today, zone: world.zone, assigneeId: world.userId }),
    'of everybody': (world) => ({ today: world.today, zone: world.zone, assigneeId: '' }),
  },
  'deals.board': {
    'of a person': (world) => ({
      filter: { ...noDealFilter, status: 'open', ownerId: world.userId },
      ...moment(world),
    }),
    'of everybody': (world) => ({ filter: { ...noDealFilter, status: 'open' }, ...moment(world) }),
  },
  'deals.window': {
    'open by next step': deals(() => ({ status: 'open' }), 'next'),
    'of one stage': deals((_, turn) => ({ stageIds: [of(defaultStages, turn).id] }), 'since'),
    'all by creation': deals(() => ({}), 'createdAt', true),
    'won by amount': deals(() => ({ status: 'won' }), 'amount', true),
    'of a client': deals(
      (world, turn) => ({ clientId: some(world, 'deals', turn).clientId }),
      'createdAt',
      true,
    ),
    'by words': deals((world, turn) => ({ text: some(world, 'deals', turn).title }), 'createdAt', true),
    'without a next step': deals(() => ({ status: 'open', nextStep: 'none' }), 'expectedClose'),
  },
  'deals.sums': {
    open: (world) => ({ filter: { ...noDealFilter, status: 'open' }, ...moment(world) }),
    'of a client': (world, turn) => ({
      filter: { ...noDealFilter, clientId: some(world, 'deals', turn).clientId },
      ...moment(world),
    }),
  },
  'deals.forecast': {
    open: (world) => ({ filter: { ...noDealFilter, status: 'open' }, ...moment(world) }),
  },
  'deals.byId': {
    'of one': (world, turn) => ({ id: some(world, 'deals', turn).id, ...moment(world) }),
  },
  'deals.timeline': { 'of one': (world, turn) => ({ id: some(world, 'deals', turn).id, limit: 40 }) },
  'deals.forRecord': {
    'of a call': (world, turn) => {
      const { clientId, links } = some(world, 'deals', turn);
      return { clientId, recordId: links[0]?.id ?? '', ...moment(world) };
    },
  },
  'deals.attention': {
    'of a person': (world) => ({ ownerId: world.userId, limit: 20, ...moment(world) }),
  },
  'funnels.list': { all: () => ({}) },
  'funnels.dealCounts': { all: () => ({}) },
  'views.list': {},
  // Any filter at all: what it costs is the filter's.
  'lists.window': {},
  'lists.totals': {},
  'lists.options': {},
  'tasks.byId': one('tasks'),
  'tasks.reminders': {
    'of a day': (world) => ({
      after: instant(world, -1),
      until: instant(world, 0),
      assigneeId: world.userId,
    }),
  },
  'tasks.nextReminder': {
    next: (world) => ({ after: instant(world, 0), assigneeId: world.userId }),
  },
  'timeline.newest': {
    'of a client': (world, turn) => ({ clientId: some(world, 'clients', turn).id, kinds: [], limit: 40 }),
    'calls of a client': (world, turn) => ({
      clientId: some(world, 'clients', turn).id,
      kinds: ['call'],
      limit: 40,
    }),
  },
  'documents.window': {
    all: documents(() => ({})),
    'of one type': documents((_, turn) => ({ types: [turn % 2 === 0 ? 'invoice' : 'contract'] })),
    'of one status': documents((_, turn) => ({ statuses: [of(['draft', 'posted', 'paid'] as const, turn)] })),
    'invoices of one status': documents((_, turn) => ({
      types: ['invoice'],
      statuses: [of(['draft', 'posted', 'paid'] as const, turn)],
    })),
    'of a month': documents((world) => ({ from: day(world, -30), to: world.today })),
    'invoices of a month': documents((world) => ({
      types: ['invoice'],
      from: day(world, -30),
      to: world.today,
    })),
    'of a client': documents((world, turn) => ({ clientId: some(world, 'documents', turn).clientId })),
    'by a number': documents((world, turn) => ({
      text: some(world, 'documents', turn, "c_number <> ''").number,
    })),
    'by the end of a number': documents((world, turn) => ({
      text: some(world, 'documents', turn, "c_number <> ''").number.slice(-3),
    })),
    "by a client's name": documents((_, turn) => ({ text: of(typed, turn) })),
  },
  'documents.byId': one('documents'),
  'organizations.own': { own: () => ({}) },
  'organizations.waits': { own: () => ({}) },
  'organizations.bank': { 'by its БИК': () => ({ bik: '044525225' }) },
  'participants.ofClient': {
    'of a client': (world, turn) => ({ clientId: some(world, 'participants', turn).clientId }),
  },
  'users.list': { all: () => ({}) },
  'search.find': {
    'by a word': found((_, turn) => of(typed, turn)),
    'by a name': found((world, turn) => some(world, 'clients', turn).name.slice(0, 12)),
    'by digits': found((world, turn) => digits(world, turn, 7)),
    'by a number of a document': found(
      (world, turn) => some(world, 'documents', turn, "c_number <> ''").number,
    ),
    'with a slip': found((_, turn) => of(['ивонов', 'стелажи', 'ромашкв'], turn)),
  },
  'search.clients': {
    'opened lately': (world, turn) => ({
      ids: Array.from({ length: 10 }, (_, place) => some(world, 'clients', turn * 10 + place).id),
    }),
  },
  'today.overview': {
    'of a person': (world) => ({ today: world.today, zone: world.zone, userId: world.userId }),
  },
  'import.history': { all: () => ({}) },
  'conflicts.list': {
    open: () => ({ state: 'open', limit: 50 }),
    decided: () => ({ state: 'decided', limit: 50 }),
  },
  'conflicts.count': { open: () => ({}) },
  'inbox.words': {
    'of five records': (world, turn) => ({
      records: Array.from({ length: 5 }, (_, place) => ({
        collection: 'clients',
        id: some(world, 'clients', turn * 5 + place).id,
      })),
      references: [{ collection: 'clients', field: 'ownerId', id: world.userId }],
    }),
  },
  'sync.counts': { all: () => ({}) },
  'history.page': {
    'of a client': (world, turn) => ({
      collection: 'clients',
      id: some(world, 'clients', turn).id,
      ...page,
    }),
    'of an entry': (world, turn) => {
      const collection = of(madeUp, turn);
      return { collection, id: some(world, collection, turn).id, ...page };
    },
  },
  'history.at': {
    'a client a week ago': (world, turn) => ({
      collection: 'clients',
      id: some(world, 'clients', turn).id,
      at: instant(world, -7),
    }),
  },
  'bin.window': { all: bin(''), 'by a word': bin('договор') },
  'files.ofClient': {
    'of a client': (world, turn) => ({ clientId: some(world, 'files', turn).clientId }),
  },
  'files.byId': one('files'),
};
