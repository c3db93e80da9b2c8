import { describe, expect, it } from 'vitest';
import type { InboxItem } from './contract';
import { knownFieldsOf, takeOf } from './rules';

const item = (over: Partial<InboxItem> = {}): InboxItem => ({
  id: '01A',
  collection: 'clients',
  recordId: 'c1',
  clientId: 'c1',
  reason: 'reassigned',
  status: 'open',
  by: 'u1',
  device: 'd1',
  deviceName: '',
  at: '2026-01-01T10:00:00.000Z',
  deletes: false,
  isNew: false,
  mayResolve: true,
  fields: [
    { field: 'name', base: 'А', mine: 'Б', current: 'А' },
    { field: 'nameKey', base: 'а', mine: 'б', current: 'а' },
    { field: 'site', base: '', mine: 'x.example', current: '' },
  ],
  taken: null,
  resolvedBy: null,
  resolvedAt: '',
  ...over,
});

describe("what of a colleague's edit is taken", () => {
  it('shows what a person knows only', () => {
    expect(knownFieldsOf(item()).map(({ field }) => field)).toEqual(['name', 'site']);
  });
  it('is everything when every field shown is', () => expect(takeOf(item(), ['name', 'site'])).toBe('all'));
  it('is nothing without a field', () => expect(takeOf(item(), [])).toBe('none'));
  it('carries along what follows from a field', () =>
    expect(takeOf(item(), ['name'])).toEqual(['name', 'nameKey']));
  it('leaves behind what follows from a field that stays', () =>
    expect(takeOf(item(), ['site'])).toEqual(['site']));
  it('is the whole of a new record, a deletion or a document', () => {
    expect(takeOf(item({ isNew: true }), [])).toBe('all');
    expect(takeOf(item({ deletes: true }), [])).toBe('all');
    expect(takeOf(item({ collection: 'documents' }), [])).toBe('all');
  });
  it('leaves out the empty fields of a new record', () => {
    const fields = [
      { field: 'text', mine: 'Звонил' },
      { field: 'comment', mine: '' },
    ];
    expect(knownFieldsOf(item({ collection: 'notes', isNew: true, fields }))).toEqual([fields[0]]);
  });
});
