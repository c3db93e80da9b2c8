/** Crockford's base 32, the alphabet of a ULID: https://github.com/ulid/spec */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A table of values and how often each is to come up. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

const sums = new WeakMap<object, number>();

/** Chance that comes out the same every time: the sfc32 generator of Chris Doty-Humphrey's PractRand. */
export class Random {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c = 0xb7e15162;
  #count: number;

  constructor(seed: number) {
    this.#count = seed | 0;
    for (let round = 0; round < 15; round += 1) this.next();
  }

  /** At least 0, less than 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  /** One of a table, by weight. */
  weighted<T>(table: Weighted<T>): T {
    let sum = sums.get(table);
    if (sum === undefined) {
      sum = table.reduce((total, [, weight]) => total + weight, 0);
      sums.set(table, sum);
    }
    let left = this.next() * sum;
    for (const [value, weight] of table) {
      left -= weight;
      if (left < 0) return value;
    }
    return table[table.length - 1]?.[0] as T;
  }

  /** `count` decimal digits. */
  digits(count: number): string {
    let text = '';
    for (let place = 0; place < count; place += 1) text += Math.floor(this.next() * 10);
    return text;
  }

  /**
   * Few get much, most get little: Pareto's law with exponent 1.3, cut at 60 times the mean.
   * @param place which of a row of asks this is: neighbours get evenly different shares, so that the mean holds
   */
  pareto(mean: number, place: number): number {
    const exponent = 1.3;
    // The least value whose law, cut at 60 means, has the mean asked for.
    const least = 0.2723 * mean;
    const share = (place * 0.618_033_988_749_895) % 1;
    return Math.min(60 * mean, least / (1 - share) ** (1 / exponent));
  }

  /** A ULID of an instant, in milliseconds. */
  id(at: number): string {
    let time = '';
    for (let left = at, place = 0; place < 10; place += 1) {
      time = BASE32.charAt(left % 32) + time;
      left = Math.floor(left / 32);
    }
    let rest = '';
    for (let place = 0; place < 16; place += 1) rest += BASE32.charAt(Math.floor(this.next() * 32));
    return time + rest;
  }
}
