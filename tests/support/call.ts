import { expect, type Page } from '@playwright/test';
import type { CallInput, CallOutput, CommandName, LiveName, SystemName } from '../../src/shared/contract';

/** Asks the app as its own page would. Fails the test when it is refused. */
export async function call<N extends CommandName | LiveName | SystemName>(
  window: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const result = await window.evaluate(
    ([asked, given]) =>
      (
        globalThis as unknown as { crm: { call: (name: string, input: unknown) => Promise<unknown> } }
      ).crm.call(asked as string, given),
    [name, input] as const,
  );
  expect(result).toMatchObject({ ok: true });
  return (result as { value: CallOutput<N> }).value;
}
