/** 53-bit hash of a text (cyrb53, public domain), as a whole number. Nothing secret depends on it. */
export function hashText(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** Hash → small number, in typed arrays: twelve bytes a slot where a Map would take fifty. */
export class HashTable {
  private slots = 1024;
  private keys = new Float64Array(this.slots);
  private values = new Uint32Array(this.slots);
  private used = 0;

  /** @param limit entries held at most; later ones are not taken */
  constructor(private readonly limit: number) {}

  get size(): number {
    return this.used;
  }

  /** The value set first for this hash, or undefined. */
  get(hash: number): number | undefined {
    const at = this.find(hash);
    return this.keys[at] === hash + 1 ? this.values[at] : undefined;
  }

  /** Keeps the first value of a hash; a whole number below 2^32. False when the table is full. */
  add(hash: number, value: number): boolean {
    let at = this.find(hash);
    if (this.keys[at] === hash + 1) return true;
    if (this.used >= this.limit) return false;
    if (this.used * 3 > this.slots * 2) {
      this.grow();
      at = this.find(hash);
    }
    this.keys[at] = hash + 1;
    this.values[at] = value;
    this.used += 1;
    return true;
  }

  private find(hash: number): number {
    let at = hash % this.slots;
    while (this.keys[at] !== 0 && this.keys[at] !== hash + 1) at = (at + 1) % this.slots;
    return at;
  }

  private grow(): void {
    const { keys, values } = this;
    this.slots *= 2;
    this.keys = new Float64Array(this.slots);
    this.values = new Uint32Array(this.slots);
    for (const [index, key] of keys.entries()) {
      if (key === 0) continue;
      const at = this.find(key - 1);
      this.keys[at] = key;
      this.values[at] = values[index] ?? 0;
    }
  }
}
