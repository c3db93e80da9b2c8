import type { Bridge } from '@shared/app/bridge';
import type { CallInput, CallOutput, CommandName, LiveName, StateName, SystemName } from '@shared/contract';
import { patched } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';

/** The only toucher of `window.crm`. */
const bridge = (window as unknown as { readonly crm: Bridge }).crm;

export type AskName = CommandName | SystemName | LiveName;

/** Makes one call: a command, a system call, or one reading of a live query. Never rejects. */
export async function ask<N extends AskName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  try {
    return (await bridge.call(name, input)) as Result<CallOutput<N>>;
  } catch {
    return failure('internal');
  }
}

/** Watches a live query or a state; answers the function that ends it. */
export function watch<N extends LiveName | StateName>(
  name: N,
  input: CallInput<N>,
  listener: (result: Result<CallOutput<N>>) => void,
): () => void {
  let last: unknown;
  return bridge.watch(name, input, (pushed) => {
    if (!pushed.ok) {
      listener(pushed);
      return;
    }
    if ('whole' in pushed) last = JSON.parse(pushed.whole);
    else if ('patch' in pushed) last = patched(last, pushed.patch);
    else last = pushed.value;
    listener({ ok: true, value: last as CallOutput<N> });
  });
}

export type { CallInput, CallOutput };
