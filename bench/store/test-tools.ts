// What RxDB's performance test takes from packages that we do not have, and from Node where it runs in a page.

export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function randomString(length = 5): string {
  let text = '';
  while (text.length < length) text += Math.random().toString(36).slice(2);
  return text.slice(0, length);
}

export function ok(value: unknown, message = 'not so'): void {
  if (!value) throw new Error(message);
}

export function strictEqual(actual: unknown, expected: unknown, message = 'not equal'): void {
  if (actual !== expected) throw new Error(`${message}: ${String(actual)} !== ${String(expected)}`);
}

export default { ok, strictEqual };
