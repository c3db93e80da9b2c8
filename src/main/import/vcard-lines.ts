import type { TextChunk } from './decode';

/** A card as unfolded lines. `problem` says why it is not whole. */
export interface CardLines {
  /** 1-based physical line of its BEGIN. */
  readonly line: number;
  readonly version: string;
  readonly lines: readonly string[];
  readonly problem: 'row-too-long' | 'card-unclosed' | '';
  readonly bytesRead: number;
}

/** Characters kept of one card; pictures and keys are not kept at all. */
const MAX_CARD = 256_000;
const MAX_LINE = 1_000_000;

const SKIPPED = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT)[;:]/i;
/** A picture that is only an address stays. */
const AS_ADDRESS = /^[^:]*[;:](?:VALUE=ur[il]:)?(?:https?|ftp):\/\//i;
/** A line that begins so is no continuation of a value, whatever the line before it promised. */
const PROPERTY =
  /^(?:[\w-]+\.)?(?:N|FN|TEL|EMAIL|ORG|TITLE|ROLE|ADR|URL|BDAY|NOTE|CATEGORIES|REV|UID|PHOTO)[;:]/;
const QUOTED_PRINTABLE = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

/** Splits chunks into physical lines; a line without end is cut, so that garbage cannot fill the memory. */
async function* physicalLines(
  chunks: AsyncIterable<TextChunk>,
): AsyncGenerator<{ line: string; bytesRead: number }> {
  let rest = '';
  let bytesRead = 0;
  for await (const chunk of chunks) {
    bytesRead = chunk.bytesRead;
    rest += chunk.text;
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const heldBack = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - heldBack.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '').slice(0, MAX_LINE) + heldBack;
    for (const line of lines) yield { line, bytesRead };
  }
  if (rest !== '') yield { line: rest.replace(/\r$/, ''), bytesRead };
}

/** Collects the lines of one card, unfolding them: RFC 2426 §2.6, RFC 6350 §3.2, vCard 2.1 §2.1.3. */
class CardCollector {
  version = '';
  tooLong = false;
  private readonly lines: string[] = [];
  private current = '';
  private skipping = false;
  private softBreak = false;
  private size = 0;

  constructor(readonly line: number) {}

  add(line: string): void {
    if (this.softBreak && !PROPERTY.test(line)) {
      this.continueWith(line);
      return;
    }
    this.softBreak = false;
    if (/^[ \t]/.test(line)) {
      // 2.1 folds at a space and keeps it; later versions fold anywhere and add one.
      this.continueWith(this.version === '2.1' ? line.replace(/^[ \t]+/, ' ') : line.slice(1));
      return;
    }
    // Base64 of a picture, written without the indent it should have.
    if (this.skipping && !line.includes(':')) return;
    this.flush();
    this.skipping = SKIPPED.test(line) && !AS_ADDRESS.test(line);
    // That there was one is told; the picture itself is not kept.
    if (this.skipping) this.lines.push(`${line.split(/[;:]/, 1)[0] ?? ''}:`);
    if (!this.skipping) this.continueWith(line);
    if (/^VERSION:/i.test(line)) this.version = line.slice(8).trim();
  }

  /** A line with nothing on it ends a value, also one that promises to go on: what follows is a property. */
  endValue(): void {
    this.softBreak = false;
  }

  finish(problem: CardLines['problem'], bytesRead: number): CardLines {
    this.flush();
    return {
      line: this.line,
      version: this.version,
      lines: this.lines,
      problem: this.tooLong ? 'row-too-long' : problem,
      bytesRead,
    };
  }

  private continueWith(part: string): void {
    if (this.skipping) return;
    this.size += part.length;
    if (this.size > MAX_CARD) {
      this.tooLong = true;
      this.softBreak = false;
      return;
    }
    this.current += part;
    this.softBreak = this.current.endsWith('=') && QUOTED_PRINTABLE.test(this.current);
    if (this.softBreak) this.current = this.current.slice(0, -1);
  }

  private flush(): void {
    if (this.current.trim() !== '') this.lines.push(this.current);
    this.current = '';
    this.softBreak = false;
  }
}

/** Cards of a file one by one; what stands between cards is passed over. */
export async function* readCards(chunks: AsyncIterable<TextChunk>): AsyncGenerator<CardLines> {
  let card: CardCollector | null = null;
  let number = 0;
  let last = 0;
  for await (const { line, bytesRead } of physicalLines(chunks)) {
    number += 1;
    last = bytesRead;
    const mark = line.length < 40 ? line.trim().toUpperCase() : '';
    if (mark === 'BEGIN:VCARD') {
      if (card) yield card.finish('card-unclosed', bytesRead);
      card = new CardCollector(number);
    } else if (card && mark === 'END:VCARD') {
      yield card.finish('', bytesRead);
      card = null;
    } else if (line.trim() === '') {
      card?.endValue();
    } else {
      card?.add(line);
    }
  }
  if (card) yield card.finish('card-unclosed', last);
}
