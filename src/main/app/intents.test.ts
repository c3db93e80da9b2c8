import { expect, test } from 'vitest';
import { States } from '../ipc/states';
import { Intents } from './intents';

function begin() {
  const states = new States();
  const at = { locked: false, window: 1 };
  const intents = new Intents({ states, focus: () => at.window, locked: () => at.locked });
  return { states, at, intents, told: () => states.get('app.intent') };
}

test('an intent waits until the page has done it', () => {
  const { intents, told } = begin();
  intents.ask('new-client');
  expect(told()).toEqual({ intent: 'new-client', id: '', count: 1, window: 1 });
  intents.done(1);
  expect(told()).toBeNull();
});

test('what is asked while locked is told once it is unlocked, the last of it', () => {
  const { intents, at, told } = begin();
  at.locked = true;
  intents.ask('new-client');
  intents.ask('open-task', 'T');
  expect(told()).toBeUndefined();
  at.locked = false;
  intents.publish();
  expect(told()).toEqual({ intent: 'open-task', id: 'T', count: 2, window: 1 });
});

test('locking is not waited for by what is locked already', () => {
  const { intents, at, told } = begin();
  at.locked = true;
  intents.ask('lock');
  at.locked = false;
  intents.publish();
  expect(told()).toBeNull();
});

test('a late word about an earlier intent does not end the one that waits', () => {
  const { intents, told } = begin();
  intents.ask('new-client');
  intents.ask('new-task');
  intents.done(1);
  expect(told()).toMatchObject({ intent: 'new-task' });
});
