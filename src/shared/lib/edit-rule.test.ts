import { describe, expect, it } from 'vitest';
import { type Collection, type CollectionName, collections } from '../collections';
import { type Edit, type Editor, mayEdit } from './edit-rule';

const seller = (userId: string): Editor => ({ userId, role: 'seller', leads: () => false });
const head = (...people: string[]): Editor => ({
  userId: 'head',
  role: 'head',
  leads: (one) => people.includes(one),
});
const may = (name: CollectionName, edit: Partial<Edit>, editor: Editor) =>
  mayEdit(
    (collections[name] as Collection<never>).edits,
    { before: undefined, after: undefined, responsible: '', ...edit },
    editor,
  );
const change = (before: Record<string, unknown>, patch: Record<string, unknown>, responsible = '') => ({
  before,
  after: { ...before, ...patch },
  responsible,
});

describe('who may change whose record', () => {
  const note = { createdBy: 'anna', clientId: 'c', text: 'а' };

  it('whoever works alone changes everything, an administrator too', () => {
    const rewrite = change(note, { text: 'б' }, 'boris');
    expect(may('notes', rewrite, { ...seller('boris'), role: undefined })).toBe(true);
    expect(may('notes', rewrite, { ...seller('boris'), role: 'admin' })).toBe(true);
  });

  it.each([
    ['the author', seller('anna'), true, true],
    ['who answers for the card', seller('owner'), false, true],
    ['somebody else', seller('boris'), false, false],
    ['the head of the author', head('anna'), true, true],
    ['the head of who answers', head('owner'), true, true],
    ['another head', head('boris'), false, false],
  ])('a note: %s', (_who, editor, rewrites, removes) => {
    expect(may('notes', change(note, { text: 'б' }, 'owner'), editor)).toBe(rewrites);
    expect(may('notes', { before: note, responsible: 'owner' }, editor)).toBe(removes);
    expect(may('notes', { before: note, after: note, revives: true, responsible: 'owner' }, editor)).toBe(
      removes,
    );
    expect(may('notes', change(note, { clientId: 'd' }, 'owner'), editor)).toBe(removes);
  });

  it('stamps are nobody’s edit', () => {
    const stamps = { updatedAt: 'z', updatedBy: 'boris', device: 'x', createdBy: 'boris', createdAt: 'y' };
    expect(may('notes', change(note, stamps), seller('boris'))).toBe(true);
  });

  it('a call is signed by nobody else', () => {
    const call = { userId: 'anna', createdBy: 'anna', comment: '' };
    expect(may('calls', { after: call }, seller('anna'))).toBe(true);
    expect(may('calls', { after: call }, seller('boris'))).toBe(false);
    expect(may('calls', change(call, { userId: 'boris' }), seller('anna'))).toBe(false);
    expect(may('calls', { after: call }, head('anna'))).toBe(true);
  });

  it('a client is given away and deleted by who answers for it, and written on by all who see it', () => {
    const client = { ownerId: 'anna', createdBy: 'boris', about: '' };
    expect(may('clients', change(client, { about: 'да' }, 'anna'), seller('boris'))).toBe(true);
    expect(may('clients', change(client, { ownerId: 'boris' }, 'anna'), seller('boris'))).toBe(false);
    expect(may('clients', { before: client, responsible: 'anna' }, seller('boris'))).toBe(false);
    expect(may('clients', change(client, { ownerId: 'boris' }, 'anna'), seller('anna'))).toBe(true);
  });

  it('a task is its assignee’s, too; a file says of itself that it has come to anybody', () => {
    const task = { createdBy: 'anna', assigneeId: 'boris', title: 'а' };
    expect(may('tasks', change(task, { status: 'done' }), seller('boris'))).toBe(true);
    expect(may('tasks', change(task, { status: 'done' }), seller('vera'))).toBe(false);
    const file = { createdBy: 'anna', hash: 'h', size: 1, name: 'а', uploadedAt: '' };
    expect(may('files', change(file, { uploadedAt: 'now' }), seller('vera'))).toBe(true);
    expect(may('files', change(file, { uploadedAt: 'now', name: 'б' }), seller('vera'))).toBe(false);
    for (const role of ['seller', 'head', 'admin'] as const) {
      expect(may('files', change(file, { hash: 'g' }), { ...seller('anna'), role, leads: () => true })).toBe(
        false,
      );
    }
  });

  it('a posted document is changed in its status alone, by whomever', () => {
    const posted = { createdBy: 'anna', status: 'posted', number: 'А1-000001', clientId: 'c', total: 1 };
    for (const role of ['seller', 'head', 'admin'] as const) {
      const editor = { ...seller('anna'), role, leads: () => true };
      expect(may('documents', change(posted, { status: 'paid' }), editor)).toBe(true);
      expect(may('documents', change(posted, { clientId: 'd' }), editor)).toBe(true);
      expect(may('documents', change(posted, { total: 2 }), editor)).toBe(false);
      expect(may('documents', change(posted, { status: 'draft' }), editor)).toBe(false);
      expect(may('documents', { before: posted }, editor)).toBe(false);
      expect(may('documents', change({ ...posted, status: 'draft' }, { total: 2 }), editor)).toBe(true);
    }
  });
});
