import { digestOf } from '../http/digest';

/** An event with its name; the digest is of both, so that a changed letter of the name is noticed, too. */
const namedEvent = (name: string, data: string): Buffer =>
  Buffer.from(`event: ${name}\nid: ${digestOf(`${name}\n${data}`)}\ndata: ${data}\n\n`);

/** A page as it goes into the sockets; hashed and encoded once, however many streams it goes to. */
export class Frame {
  #plain: Buffer | undefined;
  #named: Buffer | undefined;

  constructor(
    private readonly collection: string,
    private readonly page: string,
  ) {}

  /** For a stream of this collection alone, as RxDB's own client reads it. */
  get plain(): Buffer {
    this.#plain ??= Buffer.from(`id: ${digestOf(this.page)}\ndata: ${this.page}\n\n`);
    return this.#plain;
  }

  /** For a stream of several collections: the event has the collection's name. */
  get named(): Buffer {
    this.#named ??= namedEvent(this.collection, this.page);
    return this.#named;
  }
}

/** Tells a stream of several collections that something in the inbox was added or decided. */
export const inboxFrame = namedEvent('inbox', '{}');
