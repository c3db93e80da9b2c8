import { describe, expect, it } from 'vitest';
import { texts } from '../texts';
import { describeEntry } from './describe';
import { type AuditLine, auditEvents, auditKinds, eventsOf } from './events';

const line = (event: string, more: Partial<AuditLine> = {}): AuditLine => ({
  id: 1,
  at: '2026-11-22T10:00:00.000Z',
  event,
  userId: 'u1',
  device: 'd1',
  subject: '',
  address: '',
  details: {},
  ...more,
});
const names = { u1: 'Анна', u2: 'Борис', t1: 'Север', t2: 'Юг' };
const said = (entry: AuditLine, language: 'ru' | 'en' = 'ru') =>
  describeEntry(entry, { names }, texts[language], (instant) => instant.slice(0, 16));

describe('an entry of the log', () => {
  it('is said in plain words', () => {
    expect(said(line('signed-in'))).toEqual({ event: 'Вход', who: 'Анна', about: '' });
    expect(said(line('locked-out', { details: { minutes: 4 } })).about).toBe('На 4 минуты');
    expect(said(line('sign-in-failed', { details: { closed: true } })).about).toBe(
      'Вход этому сотруднику закрыт',
    );
    const role = line('role-changed', {
      userId: null,
      subject: 'u2',
      details: { from: 'seller', to: 'head' },
    });
    expect(said(role)).toEqual({
      event: 'Смена роли',
      who: 'Командная строка сервера',
      about: 'Борис: Продавец → Руководитель',
    });
    const team = line('team-changed', { subject: 'u2', details: { from: null, to: 't2' } });
    expect(said(team).about).toBe('Борис: Без команды → Юг');
    expect(said(line('password-changed', { subject: 'u1' })).about).toBe('Себе');
    expect(said(line('device-revoked', { subject: 'u2' }), 'en')).toEqual({
      event: 'Computer revoked',
      who: 'Анна',
      about: 'Борис',
    });
  });

  it('tells when and by whom an export was made that came later', () => {
    const details = { what: 'copy', count: 1203, at: '2026-11-22T09:58:00.000Z' };
    expect(said(line('exported', { details })).about).toBe(
      'Копия базы, 1 203 записи'.replace(' 203', '\u00a0203'),
    );
    const late = line('exported', { subject: 'u2', details: { ...details, at: '2026-11-20T08:15:00.000Z' } });
    expect(said(late).who).toBe('Борис');
    expect(said(late).about).toMatch(/сделана 2026-11-20T08:15, сообщено при входе сотрудника: Анна$/);
  });

  it('of a newer server is shown by its name, and one about somebody removed says so', () => {
    expect(said(line('moon-rose')).event).toBe('moon-rose');
    expect(said(line('signed-in', { userId: 'u9' })).who).toBe('Удалённая запись');
  });

  it('belongs to one kind', () => {
    expect(auditKinds.flatMap((kind) => eventsOf(kind) ?? []).sort()).toEqual([...auditEvents].sort());
    expect(eventsOf('signed-in')).toEqual(['signed-in']);
    expect(eventsOf('nothing')).toBeUndefined();
  });
});
