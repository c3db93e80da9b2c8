/** The longest name, in UTF-16 units and in bytes of UTF-8: Windows counts the first to 255, Linux the second. */
const maxUnits = 200;
const maxBytes = 240;
const longestEnding = 16;
const nameless = 'файл';

/** What cannot be seen, or turns the direction of what can: an ending must be the one a person reads. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Signs that a folder, a stream of NTFS, a shell's pattern or a variable of Windows begins with, and their doubles. */
const forbidden = /[<>:"/\\|?*%＜＞：＂／＼｜？＊％∕⁄∶⧵⧸⧹∖꞉]/gu;

/** Dots of other scripts and widths: programs that know fewer signs turn them into the plain one. */
const dots = /[．․﹒｡]/gu;

/** What Windows takes for a device, with any ending and with spaces before it. */
const device = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/iu;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * A name that every system can write as it is: no folder, no stream, no device, no hidden file, nothing unseen, at most
 * 200 signs and 240 bytes. Cleaning a cleaned name changes nothing, so whatever is decided by it stays true. A long name
 * is cut before its ending.
 */
export function safeFileName(name: string): string {
  const cleaned = trimmed(
    name
      .normalize('NFC')
      .replace(unseen, '')
      .replace(dots, '.')
      .replace(forbidden, '')
      .replace(/\p{Z}+/gu, ' ')
      .normalize('NFC'),
  );
  const usable = device.test(cleaned) ? `_${cleaned}` : cleaned;
  const ending = endingIn(usable);
  const stem = usable.slice(0, usable.length - ending.length);
  return `${shortened(stem, ending) || nameless}${ending}`;
}

/**
 * The ending that a system goes by, in small letters and without its dot; '' for none.
 * @param name as it will be written: made by {@link safeFileName}
 */
export const endingOf = (name: string): string => endingIn(name).slice(1).toLowerCase();

/** The last dot and what follows it, where that can be an ending; a name that only begins with a dot has none. */
function endingIn(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  return /^\.[\p{L}\p{N}_-]+$/u.test(ending) && ending.length <= longestEnding + 1 ? ending : '';
}

/** Windows drops dots and spaces at the end; a dot at the beginning hides a file, or means a folder. */
const trimmed = (text: string): string => text.replace(/^[\s.]+/u, '').replace(/[\s.]+$/u, '');

function shortened(stem: string, ending: string): string {
  const letters = [...stem];
  let units = stem.length + ending.length;
  let bytes = bytesOf(stem) + bytesOf(ending);
  if (units <= maxUnits && bytes <= maxBytes) return stem;
  while (letters.length > 0 && (units > maxUnits || bytes > maxBytes)) {
    const last = letters.pop() ?? '';
    units -= last.length;
    bytes -= bytesOf(last);
  }
  return trimmed(letters.join(''));
}
