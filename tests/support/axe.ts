import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Fails when axe finds a serious or critical violation on what the window shows.
 * @param exclude CSS selectors of parts to leave out, each with a reason beside the call
 */
export async function axeCheck(window: Page, exclude: readonly string[] = []): Promise<void> {
  // Half-way between two colours a control has the contrast of neither.
  await window.evaluate(
    'Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {}))).then(() => null)',
  );
  // Electron cannot open the blank page axe otherwise finishes its run in.
  let builder = new AxeBuilder({ page: window }).setLegacyMode(true);
  for (const selector of exclude) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html }) => `    ${html.slice(0, 200)}`).join('\n')}`,
  );
  expect(found, 'serious accessibility violations').toEqual([]);
}
