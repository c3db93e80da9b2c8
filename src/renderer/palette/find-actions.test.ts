import { type ActionId, actionIds, isPageAction } from '@shared/actions';
import { texts } from '@shared/texts';
import { expect, it } from 'vitest';
import { findActions } from './find-actions';

const ids = actionIds.filter(isPageAction);

const find = (text: string, recent: readonly ActionId[] = [], language: 'ru' | 'en' = 'ru') =>
  findActions(ids, text, recent, texts[language]);

it('finds an action by any part of its words', () => {
  expect(find('новая задач')[0]).toBe('new-task');
  expect(find('адач')).toContain('go-tasks');
  expect(find('звон зап')[0]).toBe('log-call');
  expect(find('счет')[0]).toBe('new-invoice');
  expect(find('ВЫСТАВИТЬ Счёт')[0]).toBe('new-invoice');
  expect(find('invoice', [], 'en')[0]).toBe('new-invoice');
});

it('finds what was typed in the other keyboard layout', () => {
  expect(find('pflfxf')).toEqual(find('задача'));
  expect(find('ытм')).toEqual([]);
  expect(find('тук', [], 'en')).toEqual(find('ner', [], 'en'));
});

it('finds by the menu an action stands in', () => {
  expect(find('переход документы')).toEqual(['go-documents']);
});

it('finds nothing where no action is meant', () => {
  expect(find('самолёт')).toEqual([]);
  expect(find('!!!')).toHaveLength(ids.length);
});

it('puts what was used last before its equals, and before all while nothing is typed', () => {
  expect(find('', ['go-bin', 'about']).slice(0, 2)).toEqual(['go-bin', 'about']);
  expect(find('нов', ['new-task', 'new-deal']).slice(0, 3)).toEqual(['new-task', 'new-deal', 'new-client']);
});
