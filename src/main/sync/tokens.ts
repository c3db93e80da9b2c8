import type { ErrorCode } from '@shared/errors';
import { AppError } from '@shared/lib/result';

/** What main answers to the wish for a token. */
export type TokenAnswer = { readonly token: string } | { readonly code: ErrorCode };

/** Main may have to ask the server, which has so long to answer, in milliseconds. */
const longestWaitMs = 40_000;

/** The short-lived token of the data thread's requests. Main keeps the refresh token and hands out the others. */
export class Tokens {
  #present: string | undefined;
  #wish: Promise<string> | undefined;
  #answer: ((answer: TokenAnswer) => void) | undefined;

  /** @param wish asks main for a token in place of the one given; main answers by {@link answered} */
  constructor(
    private readonly wish: (used: string) => void,
    first?: string,
  ) {
    this.#present = first || undefined;
  }

  /** The token to use now. @throws AppError why there is none */
  async get(): Promise<string> {
    return this.#present ?? this.renew('');
  }

  /** Another token than the one just refused; all who ask at once get the same. @throws AppError why there is none */
  async renew(used: string): Promise<string> {
    if (this.#present !== undefined && this.#present !== used) return this.#present;
    this.#wish ??= this.#ask(used).finally(() => {
      this.#wish = undefined;
    });
    return this.#wish;
  }

  answered(answer: TokenAnswer): void {
    this.#answer?.(answer);
  }

  async #ask(used: string): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<TokenAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ code: 'sync-timeout' }), longestWaitMs);
      this.#answer = resolve;
      this.wish(used);
    });
    clearTimeout(timer);
    this.#answer = undefined;
    if ('code' in answer) throw new AppError(answer.code);
    this.#present = answer.token;
    return answer.token;
  }
}
