import { Refusal } from '../http/errors';
import type { Limits } from './limits';

/** Something bytes wait in. */
interface Waiting {
  readonly writableLength: number;
}

/** How many streams each person has open, and how much waits in all of them. */
export class StreamShare {
  private readonly people = new Map<string, Set<Waiting>>();

  constructor(private readonly limits: Pick<Limits, 'streams' | 'streamsBytes'>) {}

  /**
   * Counts a stream.
   * @returns stops counting it
   * @throws Refusal `too-many-requests` when the person has as many as he may
   */
  join(person: string, stream: Waiting): () => void {
    const streams = this.people.get(person) ?? new Set();
    if (streams.size >= this.limits.streams) throw new Refusal('too-many-requests', 60);
    this.people.set(person, streams);
    streams.add(stream);
    return () => {
      streams.delete(stream);
      if (streams.size === 0 && this.people.get(person) === streams) this.people.delete(person);
    };
  }

  /** Whether more waits for a person than may: his streams are to end, and he pulls at his own pace. */
  isFull(person: string): boolean {
    let bytes = 0;
    for (const { writableLength } of this.people.get(person) ?? []) bytes += writableLength;
    return bytes > this.limits.streamsBytes;
  }
}
