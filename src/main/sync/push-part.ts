/** Rows of a batch that go in one body. */
export interface Part<R> {
  readonly rows: readonly R[];
  readonly json: string;
}

/**
 * The rows from `at` on that fit into a body of so many characters; one at least.
 * @param rows what the protocol calls rows: a new state each, with what it was made on
 */
export function partOf<R>(rows: readonly R[], at: number, maxChars: number): Part<R> {
  const texts: string[] = [];
  let chars = 0;
  for (const row of rows.slice(at)) {
    const text = JSON.stringify(row);
    if (texts.length > 0 && chars + text.length > maxChars) break;
    texts.push(text);
    chars += text.length;
  }
  return { rows: rows.slice(at, at + texts.length), json: `[${texts.join(',')}]` };
}
