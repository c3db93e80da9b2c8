import { isId } from '@shared/lib/ids';
import { equal } from '@shared/lib/merge';
import { wellFormed } from '@shared/lib/well-formed';

interface Traveller {
  readonly id: string;
}

/** As many states of a server as are remembered word by word. */
const maxKept = 1000;

/**
 * What comes from a server enters here, since a server may be anybody's: records of another id than ours stay outside,
 * texts that cannot be held are mended. A server that holds such a text takes an edit only of the very state it holds,
 * so that is remembered while the connection lasts; after another start its answer to the first push tells it again.
 */
export class Border<D extends Traveller> {
  readonly #kept = new Map<string, { readonly sound: D; readonly held: D }>();

  /** @param leftOut told how many records were left outside */
  constructor(private readonly leftOut: (count: number) => void) {}

  /**
   * The records that may enter, in order.
   * @param areSound whether the JSON they came in holds nothing to be mended
   */
  enter(documents: readonly D[], areSound = false): D[] {
    const ours = this.mend(documents, areSound).filter(({ id }) => isId(id));
    if (ours.length < documents.length) this.leftOut(documents.length - ours.length);
    return ours;
  }

  /** States of records that were pushed from here. */
  mend(documents: readonly D[], areSound = false): readonly D[] {
    if (areSound && this.#kept.size === 0) return documents;
    return documents.map((document) => {
      const sound = areSound ? document : wellFormed(document);
      this.#kept.delete(sound.id);
      if (sound !== document) this.#keep(sound, document);
      return sound;
    });
  }

  /** A state as the server holds it, of one that entered. */
  asHeld(state: D): D {
    const kept = this.#kept.get(state.id);
    return kept && equal(plain(kept.sound), plain(state)) ? kept.held : state;
  }

  #keep(sound: D, held: D): void {
    this.#kept.set(sound.id, { sound, held });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}

/** Without RxDB's own fields. */
function plain(document: object): object {
  const { _rev, _meta, _attachments, ...rest } = document as Record<string, unknown>;
  return rest;
}
