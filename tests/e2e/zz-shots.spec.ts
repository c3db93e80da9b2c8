import { call } from '../support/call';
import { shot } from '../support/shots';
import { expect, test } from '../support/test';

test('shots', async ({ kartoteka }) => {
  const { window } = kartoteka;
  await call(window, 'app.begin', { mode: 'demo', userName: 'Анна' });
  await expect(window.getByRole('link', { name: 'Сегодня' })).toBeVisible();
  const field = window.getByRole('combobox', { name: 'Поиск', exact: true });
  for (const theme of ['light', 'dark'] as const) {
    await call(window, 'settings.change' as never, { theme } as never).catch((e) => console.log(String(e)));
    for (const [name, text] of [['layout', 'bdfyjd'], ['translit', 'ivanov'], ['typo', 'стелажи'], ['letter', 'с'], ['phone', '8 (91'], ['word', 'сч']] as const) {
      await field.fill(text);
      await expect(window.getByRole('option').first()).toBeVisible();
      await window.waitForTimeout(400);
      await shot(window, `search-${name}-${theme}`);
    }
  }
});
