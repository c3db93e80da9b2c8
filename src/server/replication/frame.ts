import { digestOf } from '../http/digest';

/** A page as it goes into the sockets; hashed and encoded once, however many streams it goes to. */
export class Frame {
  #rest: string | undefined;
  #plain: Buffer | undefined;
  #named: Buffer | undefined;

  constructor(
    private readonly collection: string,
    private readonly page: string,
  ) {}

  /** For a stream of this collection alone, as RxDB's own client reads it. */
  get plain(): Buffer {
    this.#plain ??= Buffer.from(this.rest);
    return this.#plain;
  }

  /** For a stream of several collections: the event has the collection's name. */
  get named(): Buffer {
    this.#named ??= Buffer.from(`event: ${this.collection}\n${this.rest}`);
    return this.#named;
  }

  private get rest(): string {
    this.#rest ??= `id: ${digestOf(this.page)}\ndata: ${this.page}\n\n`;
    return this.#rest;
  }
}

/** Tells a stream of several collections that something in the inbox was added or decided. */
export const inboxFrame = Buffer.from('event: inbox\ndata: {}\n\n');
