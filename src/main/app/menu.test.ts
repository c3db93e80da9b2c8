import { actionIds, actionOf } from '@shared/actions';
import { expect, test, vi } from 'vitest';
import { type MenuActions, menuTemplate } from './menu';

vi.mock('electron', () => ({ Menu: { buildFromTemplate: vi.fn() } }));

const build = (language: 'ru' | 'en' = 'ru', own: MenuActions['own'] = {}) => {
  const intent = vi.fn();
  const items = menuTemplate(language, { intent, own }).flatMap(({ label, submenu }) =>
    (Array.isArray(submenu) ? submenu : []).map((one) => ({ ...one, menu: label })),
  );
  return { intent, items };
};

test('the menu has what was declared for it, with its keys, in both languages', () => {
  const declared = actionIds.filter((id) => actionOf(id).menu);
  for (const language of ['ru', 'en'] as const)
    expect(build(language).items.filter(({ type }) => type !== 'separator')).toHaveLength(declared.length);
  expect(build().items).toContainEqual(
    expect.objectContaining({ menu: 'Файл', label: 'Новая сделка', accelerator: 'CmdOrCtrl+Shift+D' }),
  );
  expect(build('en').items).toContainEqual(
    expect.objectContaining({ menu: 'View', label: 'Larger', role: 'zoomIn', accelerator: 'CmdOrCtrl+=' }),
  );
});

test('lines stand between groups alone', () => {
  const { items } = build();
  const lines = items.map(({ type, menu }) => (type === 'separator' ? '-' : menu));
  expect(lines.join(' ')).not.toMatch(/- -|^-|-$/);
  expect(lines.filter((one) => one === '-')).toHaveLength(2 + 2 + 1 + 2 + 1);
});

test('an item asks the page, or main for what main does itself', () => {
  const openLogs = vi.fn();
  const { intent, items } = build('ru', { logs: openLogs });
  const click = (label: string) =>
    (items.find((one) => one.label === label)?.click as (() => void) | undefined)?.();
  click('Новый клиент');
  click('Папка журналов');
  expect(intent.mock.calls).toEqual([['new-client']]);
  expect(openLogs).toHaveBeenCalledOnce();
});
