import { type Static, type TNull, type TSchema, Type } from 'typebox';

/**
 * A call between renderer and main, declared once. The kind says where it runs:
 * a command (a write) in the data thread, a live query (a read) in the reader thread,
 * a system call (dialogs, files, settings) in the main process. A state is a value some thread publishes
 * (sync status, import progress): the renderer only watches it.
 */
export type Kind = 'command' | 'live' | 'system' | 'state';

export interface Call<K extends Kind, I extends TSchema, O> {
  readonly kind: K;
  readonly input: I;
  /** Carries the output's type only; never set. */
  readonly output?: O;
}

/** Marks the type of an output; outputs come from our own code and are not validated. */
export const output = <O>(): { readonly type?: O } => ({});

const declare =
  <K extends Kind>(kind: K) =>
  <I extends TSchema, O>(input: I, _output: { readonly type?: O }): Call<K, I, O> => ({ kind, input });

/** A write: runs in the data thread, answers when it is committed. */
export const command = declare('command');

/** A read: runs in the reader thread, once or live. */
export const live = declare('live');

/** An effect of the desktop: runs in the main process. */
export const system = declare('system');

/** A published value; main keeps the last one and hands it to whoever watches. */
export const state = <O>(_output: { readonly type?: O }): Call<'state', TNull, O> => ({
  kind: 'state',
  input: Type.Null(),
});

type Contract = Readonly<Record<string, Call<Kind, TSchema, unknown>>>;

/** Names of the calls of one kind. */
export type KeysOf<C extends Contract, K extends Kind> = {
  [N in keyof C]: C[N]['kind'] extends K ? N : never;
}[keyof C] &
  string;

export type InputOf<C extends Contract, N extends keyof C> = Static<C[N]['input']>;

export type OutputOf<C extends Contract, N extends keyof C> =
  C[N] extends Call<Kind, TSchema, infer O> ? O : never;

/** What a thread must provide for a kind of calls: one handler for each, no more and no fewer. */
export type HandlersOf<C extends Contract, K extends Kind, Context> = {
  readonly [N in KeysOf<C, K>]: (
    context: Context,
    input: InputOf<C, N>,
  ) => OutputOf<C, N> | Promise<OutputOf<C, N>>;
};
