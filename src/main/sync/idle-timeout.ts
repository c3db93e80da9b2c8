/** The slowest line we wait for, in bytes a second: GPRS at its worst. */
const slowestBytes = 2000;

/**
 * Ends a request over which nothing comes any more. Not after a time for the whole: a page takes minutes over a slow
 * line, and what was cut off half way would be asked for again, for ever.
 */
export class IdleTimeout {
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout;
  #heardAt = 0;
  /** Whether the answer has begun. */
  #isOpen = false;

  /**
   * @param silenceMs how long nothing may come
   * @param bytesToSend of the request, which have to be out before anything can
   */
  constructor(
    private readonly silenceMs: number,
    bytesToSend = 0,
  ) {
    this.#timer = this.#wait(silenceMs + (bytesToSend / slowestBytes) * 1000);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * The same answer, watched until its last byte. A page comes in hundreds of pieces: they are read here, since a stream
   * in between costs as much as unpacking them, and no timer is made for each.
   * @throws what breaks the answer off
   */
  async over(response: Response): Promise<Response> {
    this.#heard();
    const { body, status, headers } = response;
    if (!body) return response;
    const reader = body.getReader();
    const parts: Uint8Array[] = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Response(Buffer.concat(parts), { status, headers });
      this.#heard();
      parts.push(value);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #heard(): void {
    this.#heardAt = performance.now();
    if (this.#isOpen) return;
    // The answer has begun: what had to be sent is out.
    this.#isOpen = true;
    clearTimeout(this.#timer);
    this.#timer = this.#wait(this.silenceMs);
  }

  #wait(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const left = this.#heardAt + this.silenceMs - performance.now();
      if (this.#isOpen && left >= 1) this.#timer = this.#wait(left);
      else this.#abort.abort(new DOMException('silence', 'TimeoutError'));
    }, ms);
  }
}
