import { type Reader, table } from '../reader/reader';
import { parseStored } from '../store/sqlite-storage/stored';

/** Tags of the clients on the list, kept beside the reader: no column holds them. */
class TagIndex {
  readonly #tagsOf = new Map<number, readonly string[]>();
  readonly #clients = new Map<string, Set<number>>();
  #seq = -1;

  /** Takes in what was written since the last time; the first time that is everything. */
  update(reader: Reader): void {
    const rows = reader.rows(
      `SELECT rid, seq, deleted OR c_archivedAt > '', json_extract(data, '$.tags') FROM ${table('clients')}
       WHERE seq > ? ORDER BY seq`,
      [this.#seq],
    );
    for (const [rid, seq, gone, tags] of rows) {
      this.#set(Number(rid), Number(gone) === 1 ? [] : parseStored<string[]>(tags ?? '[]'));
      this.#seq = Number(seq);
    }
  }

  with(tag: string): number[] {
    return [...(this.#clients.get(tag) ?? [])];
  }

  counts(): { value: string; count: number }[] {
    return [...this.#clients].map(([value, { size }]) => ({ value, count: size }));
  }

  #set(rid: number, tags: readonly string[]): void {
    for (const tag of this.#tagsOf.get(rid) ?? []) {
      const clients = this.#clients.get(tag);
      clients?.delete(rid);
      if (clients?.size === 0) this.#clients.delete(tag);
    }
    if (tags.length === 0) {
      this.#tagsOf.delete(rid);
      return;
    }
    this.#tagsOf.set(rid, tags);
    for (const tag of tags) {
      const clients = this.#clients.get(tag) ?? new Set();
      clients.add(rid);
      this.#clients.set(tag, clients);
    }
  }
}

const indexes = new WeakMap<Reader, TagIndex>();

function indexOf(reader: Reader): TagIndex {
  const index = indexes.get(reader) ?? new TagIndex();
  indexes.set(reader, index);
  index.update(reader);
  return index;
}

/** Row ids of the clients with this tag. */
export function clientsWithTag(reader: Reader, tag: string): number[] {
  return indexOf(reader).with(tag);
}

/** Every tag with how many clients have it. */
export function tagCounts(reader: Reader): { value: string; count: number }[] {
  return indexOf(reader).counts();
}
