/** The slowest line we wait for, in bytes a second: GPRS at its worst. */
const slowestBytes = 2000;

/**
 * Ends a request over which nothing comes any more. Not after a time for the whole: a page takes minutes over a slow
 * line, and what was cut off half way would be asked for again, for ever.
 */
export class Watch {
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout;

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

  /** The same answer, watched until its last byte. */
  over(response: Response): Response {
    this.#heard();
    if (!response.body) return response;
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (bytes, out) => {
        this.#heard();
        out.enqueue(bytes);
      },
    });
    const { status, headers } = response;
    return new Response(response.body.pipeThrough(heard), { status, headers });
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #heard(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#wait(this.silenceMs);
  }

  #wait(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#abort.abort(new DOMException('silence', 'TimeoutError')), ms);
  }
}
