import type { Call, CallResult } from '@shared/calls/schema';
import type { Contact } from '@shared/contacts/schema';
import { clientZone } from '@shared/domain/phones/phones';
import type { Note } from '@shared/notes/schema';
import type { Task, TaskType } from '@shared/tasks/schema';
import { pluralRu } from '@shared/texts/plural';
import type { DemoClock } from './clock';
import { goods } from './data/goods';
import * as phrases from './data/phrases';
import type { MadeClient } from './make-client';
import type { Random, Weighted } from './random';
import { stampsAt } from './stamps';

const results: Weighted<CallResult> = [
  ['talked', 46],
  ['callback', 14],
  ['no-answer', 22],
  ['busy', 6],
  ['wrong-number', 2],
  ['refused', 6],
  ['meeting', 4],
];
const taskTypes: Weighted<TaskType> = [
  ['call', 40],
  ['meeting', 12],
  ['email', 12],
  ['offer', 14],
  ['document', 12],
  ['payment', 7],
  ['other', 3],
];
const priorities: Weighted<Task['priority']> = [
  ['normal', 75],
  ['high', 17],
  ['low', 8],
];

const counted = goods.filter(({ unit }) => unit === 'шт');

/** Fills the slots of a phrase. */
function phrase(random: Random, text: string, people: readonly Contact[]): string {
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (_slot, name: string) => {
    switch (name) {
      case 'goods':
        return random.pick(goods).spoken;
      case 'things':
        return random.pick(counted).spoken;
      case 'who':
        return people.length > 0 ? firstNames(random.pick(people).name) : 'директор';
      case 'onDay':
        return random.pick(phrases.onWeekdays);
      case 'date':
        return `${random.int(1, 28)}-го числа`;
      case 'sum':
        return String(random.int(5, 90) * 10);
      case 'n':
        return String(random.int(2, 12));
      default:
        return withNumber(name, random.int(2, 12));
    }
  });
}

/** «3 месяца», «21 место»: the number with its word. */
function withNumber(name: string, n: number): string {
  const forms = phrases.countedWords[name];
  if (!forms) throw new Error(`no such slot: ${name}`);
  return `${n} ${pluralRu(n, ...forms)}`;
}

/** «Иванов Иван Иванович» → «Иван Иванович». */
const firstNames = (name: string) => name.split(' ').slice(1).join(' ') || name;

const numberOf = (made: MadeClient, contact: Contact | undefined) =>
  (contact ?? made.client).phones[0]?.e164 ?? made.client.phones[0]?.e164 ?? '';

/** What is written of a call: whoever calls us himself says other things than whoever is called. */
const said = (direction: Call['direction'], result: CallResult): readonly string[] =>
  direction === 'in' && result === 'callback' ? phrases.callbackOfTheirs : phrases.callComments[result];

/** A call at a moment, its duration and comment as its result has them. */
export function makeCall(
  random: Random,
  at: number,
  made: MadeClient,
  contacts: readonly Contact[],
  userId: string,
): Call {
  const contact = contacts.length > 0 && random.chance(0.8) ? random.pick(contacts) : undefined;
  const direction = random.chance(0.78) ? 'out' : 'in';
  const result = direction === 'in' ? (random.chance(0.8) ? 'talked' : 'callback') : random.weighted(results);
  const spoke = result === 'talked' || result === 'meeting' || result === 'refused';
  const followed = spoke && result !== 'refused' && random.chance(0.35);
  return {
    ...stampsAt(random, at, userId),
    clientId: made.client.id,
    contactId: contact?.id ?? '',
    userId,
    direction,
    startedAt: new Date(at).toISOString(),
    durationSec: spoke ? random.int(40, 900) : result === 'callback' ? random.int(15, 90) : 0,
    number: numberOf(made, contact),
    result,
    comment: phrase(random, random.pick(said(direction, result)), contacts),
    nextStep: followed ? phrase(random, random.pick(phrases.nextSteps), contacts) : '',
    taskId: '',
  };
}

export interface TaskPlan {
  /** Working days from today: negative is overdue or done long ago. */
  readonly offset: number;
  readonly done: boolean;
}

/** A task of a client, due as planned. */
export function makeTask(
  random: Random,
  clock: DemoClock,
  plan: TaskPlan,
  made: MadeClient,
  contacts: readonly Contact[],
  userId: string,
): Task {
  const type = random.weighted(taskTypes);
  const dueDate = clock.workingDay(plan.offset);
  const timed = random.chance(0.55);
  const hours = clock.hours(clientZone(made.client)?.zone ?? '');
  // On the half hour, when the client is at work, too.
  const halves = [Math.ceil(hours.from / 30), Math.floor((hours.to - 1) / 30)] as const;
  const dueAt = timed ? clock.at(dueDate, random.int(...halves) * 30) : 0;
  const completedAt = plan.done ? clock.workingMoment(random, dueDate) : 0;
  const madeDay = clock.workingDay(Math.min(plan.offset, 0) - random.int(1, 8));
  const madeAt = Math.max(Date.parse(made.client.createdAt) + 60_000, clock.workingMoment(random, madeDay));
  const instant = (at: number) => (at === 0 ? '' : new Date(at).toISOString());
  const stamps = stampsAt(random, madeAt, userId);
  return {
    ...stamps,
    updatedAt: instant(completedAt) || stamps.updatedAt,
    title: phrase(random, random.pick(phrases.taskTitles[type]), contacts),
    type,
    status: plan.done ? 'done' : 'open',
    priority: random.weighted(priorities),
    dueDate,
    dueAt: instant(dueAt),
    remindAt: timed && !plan.done && dueAt > clock.now ? instant(dueAt - 15 * 60_000) : '',
    clientId: made.client.id,
    contactId: contacts.length > 0 && random.chance(0.6) ? random.pick(contacts).id : '',
    assigneeId: userId,
    callId: '',
    comment: random.chance(0.25) ? phrase(random, random.pick(phrases.callComments.talked), contacts) : '',
    result: plan.done ? random.pick(phrases.taskResults) : '',
    completedAt: instant(completedAt),
  };
}

/** The task that a call's next step became. */
export function taskOfCall(random: Random, clock: DemoClock, call: Call, offset: number): Task {
  const stamps = stampsAt(random, Date.parse(call.startedAt), call.userId);
  return {
    ...stamps,
    title: call.nextStep,
    type: 'call',
    status: 'open',
    priority: 'normal',
    dueDate: clock.workingDay(offset),
    dueAt: '',
    remindAt: '',
    clientId: call.clientId,
    contactId: call.contactId,
    assigneeId: call.userId,
    callId: call.id,
    comment: '',
    result: '',
    completedAt: '',
  };
}

export function makeNote(
  random: Random,
  at: number,
  made: MadeClient,
  contacts: readonly Contact[],
  userId: string,
): Note {
  return {
    ...stampsAt(random, at, userId),
    clientId: made.client.id,
    kind: 'note',
    text: phrase(random, random.pick(phrases.notes), contacts),
  };
}
