import type { Coverage } from './printable';

const tag = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function findTable(view: DataView, name: string): number | null {
  const count = view.getUint16(4);
  for (let at = 0; at < count; at += 1) {
    const record = 12 + at * 16;
    if (tag(view, record) === name) return view.getUint32(record + 8);
  }
  return null;
}

/** Segments of a format 4 subtable; a segment may still hold holes, which glyph 0 marks. */
function format4(view: DataView, at: number): Coverage {
  const twice = view.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + twice + 2;
  const deltas = starts + twice;
  const offsets = deltas + twice;
  return (code) => {
    for (let segment = 0; segment < twice; segment += 2) {
      if (code > view.getUint16(ends + segment)) continue;
      const start = view.getUint16(starts + segment);
      if (code < start) return false;
      const delta = view.getUint16(deltas + segment);
      const offset = view.getUint16(offsets + segment);
      if (offset === 0) return ((code + delta) & 0xffff) !== 0;
      return view.getUint16(offsets + segment + offset + (code - start) * 2) !== 0;
    }
    return false;
  };
}

function format12(view: DataView, at: number): Coverage {
  const groups = view.getUint32(at + 12);
  return (code) => {
    for (let group = 0; group < groups; group += 1) {
      const record = at + 16 + group * 12;
      if (code >= view.getUint32(record) && code <= view.getUint32(record + 4)) return true;
    }
    return false;
  };
}

/**
 * Which code points a TrueType font can draw, from its `cmap` table (formats 4 and 12, OpenType 1.9).
 * Throws when the bytes are not such a font.
 */
export function fontCoverage(font: Uint8Array): Coverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = findTable(view, 'cmap');
  if (cmap === null) throw new Error('the font has no cmap table');
  const found: Coverage[] = [];
  for (let at = 0; at < view.getUint16(cmap + 2); at += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + at * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 4) found.push(format4(view, subtable));
    if (format === 12) found.push(format12(view, subtable));
  }
  const known = new Map<number, boolean>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const now = found.some((has) => has(code));
    known.set(code, now);
    return now;
  };
}
