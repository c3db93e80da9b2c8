/**
 * What may be asked of a thread: each call with its input and its answer, declared once as an interface. Whoever asks
 * ({@link Ask}) and whoever answers ({@link CallHandlers}) are typed by it.
 */
export type Calls<C> = { readonly [N in keyof C]: { readonly input: unknown; readonly output: unknown } };

export type CallName<C> = keyof C & string;

/** One handler for every call of a thread; throws an AppError for a refusal. */
export type CallHandlers<C extends Calls<C>> = {
  readonly [N in keyof C]: (input: C[N]['input']) => C[N]['output'] | Promise<C[N]['output']>;
};

/** Asks a thread. @throws AppError with the refusal's code */
export type Ask<C extends Calls<C>> = <N extends CallName<C>>(
  name: N,
  input: C[N]['input'],
) => Promise<C[N]['output']>;

/** Tells whoever started the thread something that nobody has asked: an interface of names with their values. */
export type Tell<News> = <N extends keyof News & string>(name: N, value: News[N]) => void;

/** One listener for all that a thread tells unasked. */
export type NewsListeners<News> = { readonly [N in keyof News]: (value: News[N]) => void };

/** Of a thread that tells nothing unasked. */
export type NoNews = Record<never, never>;
