import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import * as phrases from '../../../src/main/demo/data/phrases';
import { type Batch, generate, RECORDS_PER_CLIENT } from '../../../src/main/demo/generate';
import { demoUserName } from '../../../src/shared/app/contract';
import { type CollectionName, collections, type Records } from '../../../src/shared/collections';
import { isWorkingDay } from '../../../src/shared/domain/calendar/work-calendar';
import { clientZone, parsePhones } from '../../../src/shared/domain/phones/phones';
import {
  checkRequisites,
  isTreasuryBik,
  isValidInn,
  isValidOgrn,
  lookupBank,
  readBankDirectory,
} from '../../../src/shared/domain/requisites/requisites';
import { localDate, toWallTime } from '../../../src/shared/lib/zoned-time';
import { pluralRu } from '../../../src/shared/texts/plural';
import { idOf } from '../../support/id';

const { countedWords } = phrases;
const NOW = '2026-11-20T11:30:00.000Z';
const directory = readBankDirectory(
  readFileSync(fileURLToPath(new URL('../../../resources/data/banks.json', import.meta.url)), 'utf8'),
);
const banks = Object.keys(directory?.banks ?? {}).flatMap((bik) => {
  const bank = directory && lookupBank(directory, bik);
  return bank && !isTreasuryBik(bik) ? [bank] : [];
});

function make(clients: number, seed = 7, now: string = NOW, offsetMinutes = 180): Batch[] {
  return [...generate({ clients, seed, now, offsetMinutes, userId: idOf('user-1'), series: 'А7', banks })];
}

function all<N extends CollectionName>(batches: readonly Batch[], name: N): Records[N][] {
  return batches.flatMap((batch) => (batch.collection === name ? (batch.records as Records[N][]) : []));
}

describe('made-up records', () => {
  const batches = make(1200);
  const clients = all(batches, 'clients');
  const contacts = all(batches, 'contacts');
  const calls = all(batches, 'calls');
  const tasks = all(batches, 'tasks');
  const documents = all(batches, 'documents');

  it('are the same for the same seed and moment', () => {
    expect(JSON.stringify(make(40))).toBe(JSON.stringify(make(40)));
    expect(JSON.stringify(make(40, 8))).not.toBe(JSON.stringify(make(40)));
  });

  it('are as many as asked: 3 contacts and 10 calls a client on average', () => {
    expect(clients).toHaveLength(1200);
    expect(contacts.length / clients.length).toBeGreaterThan(2.6);
    expect(contacts.length / clients.length).toBeLessThan(3.3);
    expect(calls.length / clients.length).toBeGreaterThan(8.5);
    expect(calls.length / clients.length).toBeLessThan(11.5);
    const count = batches.reduce((sum, { records }) => sum + records.length, 0);
    expect(count / clients.length / RECORDS_PER_CLIENT).toBeGreaterThan(0.85);
    expect(count / clients.length / RECORDS_PER_CLIENT).toBeLessThan(1.15);
  });

  it('have requisites that pass every check', () => {
    for (const { kind, inn, kpp, ogrn, bankAccounts } of clients) {
      const [first] = bankAccounts;
      expect(isValidInn(inn), inn).toBe(true);
      if (ogrn !== '') expect(isValidOgrn(ogrn), ogrn).toBe(true);
      const { bik = '', account = '', corrAccount = '' } = first ?? {};
      expect(checkRequisites({ kind, inn, kpp, ogrn, bik, account, corrAccount })).toEqual([]);
    }
  });

  it('have phones that are understood as they are written', () => {
    for (const { phones } of [...clients, ...contacts]) {
      for (const { raw, e164, ext } of phones) {
        const [parsed] = parsePhones(raw);
        expect([parsed?.e164, parsed?.ext], raw).toEqual([e164, ext]);
      }
    }
  });

  it('fit the schemas of their collections', () => {
    const ajv = new Ajv({ strict: false });
    for (const { collection, records } of batches) {
      const validate = ajv.compile(collections[collection].schema);
      for (const record of records) {
        if (!validate(record)) throw new Error(`${collection}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  });

  it('write to nobody: addresses are of the reserved domain', () => {
    for (const { emails } of [...clients, ...contacts])
      for (const { value } of emails) expect(value).toMatch(/^[a-z.-]+@[a-z0-9-]+\.example$/);
  });

  it('give most activity to few clients', () => {
    const perClient = new Map<string, number>();
    for (const { clientId } of calls) perClient.set(clientId, (perClient.get(clientId) ?? 0) + 1);
    const counts = [...perClient.values()].sort((a, b) => b - a);
    const top = counts.slice(0, clients.length / 5).reduce((sum, count) => sum + count, 0);
    expect(top / calls.length).toBeGreaterThan(0.45);
  });

  it('lie within two years and never in the future, but for open tasks', () => {
    const from = '2024-11-19';
    for (const { startedAt } of calls) expect(startedAt > from && startedAt <= NOW, startedAt).toBe(true);
    for (const { date, createdAt } of documents) {
      expect(date <= '2026-11-20' && createdAt <= NOW).toBe(true);
    }
    for (const { status, completedAt } of tasks) expect(completedAt === '').toBe(status === 'open');
  });

  it('number posted documents in the order of their dates and leave the counter after them', () => {
    const posted = documents.filter(({ status }) => status !== 'draft');
    const invoices = posted.filter(({ type, date }) => type === 'invoice' && date.startsWith('2026'));
    const numbers = invoices.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...numbers].sort()).toEqual(numbers);
    for (const { snapshot, number } of posted) expect(snapshot?.number).toBe(number);
    const counter = all(batches, 'counters').find(({ id }) => id === 'invoice:2026:А7');
    expect(counter?.last).toBe(invoices.length);
  });

  it('point only at records that are there', () => {
    const known = new Set([...clients, ...contacts, ...calls, ...tasks].map(({ id }) => id));
    for (const { clientId, contactId, taskId } of calls)
      for (const id of [clientId, contactId, taskId]) expect(id === '' || known.has(id)).toBe(true);
    for (const { clientId, callId } of tasks)
      for (const id of [clientId, callId]) expect(id === '' || known.has(id)).toBe(true);
  });
});

describe('the demo base', () => {
  it('looks alive at any hour of any day', () => {
    for (const now of ['2026-11-20T11:30:00.000Z', '2026-11-21T21:10:00.000Z', '2026-11-20T04:30:00.000Z']) {
      const batches = make(200, 7, now);
      const today = localDate(now, 'Europe/Moscow');
      const lastDay = now === '2026-11-20T04:30:00.000Z' ? '2026-11-19' : '2026-11-20';
      const lately = all(batches, 'calls').filter(
        ({ startedAt }) => localDate(startedAt, 'Europe/Moscow') >= lastDay && startedAt <= now,
      );
      expect(lately.length).toBeGreaterThan(5);
      const open = all(batches, 'tasks').filter(({ status }) => status === 'open');
      expect(open.filter(({ dueDate }) => dueDate === today).length).toBeGreaterThan(3);
      expect(open.filter(({ dueDate }) => dueDate < today).length).toBeGreaterThan(2);
      expect(open.filter(({ dueDate }) => dueDate > today).length).toBeGreaterThan(10);
      const documents = all(batches, 'documents');
      expect(documents.filter(({ date }) => date.slice(0, 7) === today.slice(0, 7)).length).toBeGreaterThan(
        3,
      );
      expect(documents.some(({ status }) => status === 'draft')).toBe(true);
    }
  });

  // A Friday afternoon, a Saturday night, an early morning, New Year's holidays, a bridge of May, other hosts' zones.
  const moments = [
    ['2026-11-20T11:30:00.000Z', 180],
    ['2026-11-21T21:10:00.000Z', 180],
    ['2026-11-20T04:30:00.000Z', 180],
    ['2027-01-05T09:00:00.000Z', 180],
    ['2026-05-10T09:00:00.000Z', 720],
    ['2026-11-20T11:30:00.000Z', 0],
    ['2026-11-20T11:30:00.000Z', 120],
  ] as const;
  const bases = [3, 7, 20_260_101, 99].flatMap((seed) =>
    moments.map(([now, offset]) => ({ now, offset, batches: make(150, seed, now, offset) })),
  );

  it('calls clients on their working days, between 8 and 20 of their own clock', () => {
    for (const { batches, now } of bases) {
      const zones = new Map(all(batches, 'clients').map((one) => [one.id, clientZone(one)?.zone ?? '']));
      for (const { clientId, startedAt, durationSec } of all(batches, 'calls')) {
        const zone = zones.get(clientId) ?? '';
        const { date, time } = toWallTime(startedAt, zone);
        expect(isWorkingDay(date) && time >= '08:00' && time < '20:00', `${date} ${time} ${zone}`).toBe(true);
        expect(Date.parse(startedAt) + durationSec * 1000).toBeLessThan(Date.parse(now));
      }
      for (const { clientId, type, dueAt } of all(batches, 'tasks')) {
        if (dueAt === '' || type !== 'call') continue;
        const { time } = toWallTime(dueAt, zones.get(clientId) ?? '');
        expect(time >= '08:00' && time < '20:00', time).toBe(true);
      }
    }
  });

  it('has everything else made and done at work as well, in the order in which it can have been', () => {
    for (const { batches, now, offset } of bases) {
      const here = (at: string) => new Date(Date.parse(at) + offset * 60_000).toISOString();
      const made = new Map(all(batches, 'clients').map(({ id, createdAt }) => [id, createdAt]));
      const check = (at: string, clientId: string) => {
        const [day = '', hour = ''] = here(at).split('T');
        expect(isWorkingDay(day), at).toBe(true);
        expect(hour >= '08' && hour < '20', at).toBe(true);
        expect(at >= (made.get(clientId) ?? '') && at <= now, `${at} after ${made.get(clientId)}`).toBe(true);
      };
      for (const { id, createdAt } of all(batches, 'clients')) check(createdAt, id);
      for (const { clientId, createdAt } of all(batches, 'documents')) check(createdAt, clientId);
      for (const { clientId, createdAt } of all(batches, 'notes')) check(createdAt, clientId);
      for (const { clientId, createdAt, completedAt, callId } of all(batches, 'tasks')) {
        const call = callId !== '';
        if (!call) check(createdAt, clientId);
        expect(completedAt === '' || (completedAt > createdAt && completedAt <= now)).toBe(true);
      }
      for (const { clientId, startedAt } of all(batches, 'calls'))
        expect(startedAt >= (made.get(clientId) ?? '')).toBe(true);
    }
  });

  it('speaks Russian: cases, numbers and genders agree', () => {
    const sentences = new Set(
      bases.flatMap(({ batches }) => [
        ...all(batches, 'calls').flatMap(({ comment, nextStep }) => [comment, nextStep]),
        ...all(batches, 'tasks').flatMap(({ title, comment, result }) => [title, comment, result]),
        ...all(batches, 'notes').map(({ text }) => text),
      ]),
    );
    expect(sentences.size).toBeGreaterThan(500);
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/[{}]|undefined|NaN/);
      expect(sentence).not.toMatch(/(?<!\p{L})в вторник|во (?:понед|сред|четв|пятн)/iu);
      for (const forms of Object.values(countedWords)) {
        const counted = new RegExp(`(\\d+) (${forms.join('|')})(?!\\p{L})`, 'gu');
        for (const [said, number = ''] of sentence.matchAll(counted))
          expect(said, sentence).toBe(`${number} ${pluralRu(Number(number), ...forms)}`);
      }
    }
    const templates = [
      ...Object.values(phrases.callComments).flat(),
      ...phrases.callbackOfTheirs,
      ...phrases.nextSteps,
      ...Object.values(phrases.taskTitles).flat(),
      ...phrases.taskResults,
      ...phrases.notes,
    ];
    // A past tense in «л» is a man's: it may only be said of what is masculine itself.
    const masculine = /Номер сменился|сменился банк|филиал/;
    for (const template of templates) {
      expect(template.replace(masculine, '')).not.toMatch(/\p{L}{2,}[аяеиоуы]л(?:ся)?(?!\p{L})/u);
      expect(template, 'goods stand in the accusative').not.toMatch(
        /\{(?:goods|things)\} (?:пон|нуж|долж|будут)/,
      );
      for (const [, slot = ''] of template.matchAll(/\{(\w+)\}/g)) {
        expect([
          'goods',
          'things',
          'who',
          'onDay',
          'date',
          'sum',
          'n',
          ...Object.keys(countedWords),
        ]).toContain(slot);
      }
      // A bare number stands only before what does not change with it.
      for (const [, after = ''] of template.matchAll(/\{(?:n|sum)\}( ?\S*)/g))
        expect(after).toMatch(/^(?: шт\.?,?| %\.?| тыс\.|,)/);
    }
  });

  it('names its people', () => {
    for (const { batches } of bases)
      for (const { name } of all(batches, 'users')) expect(name).toMatch(/^[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+$/);
    expect(demoUserName).toMatch(/^[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+$/);
  });
});
