import { safeFileName } from '../files/file-name';
import type { DocumentFormat } from './contract';
import { documentNames } from './flow';
import { type DocumentSnapshot, type Party, sidesOf } from './snapshot';

const MAX_LENGTH = 120;
const MAX_BYTES = 240;

const shortDate = (date: string) => date.split('-').reverse().join('.');

/** What no file system of the three takes, and characters that cannot be seen: controls, direction marks, halves. */
const FORBIDDEN = /[<>:"/\\|?*]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Cn}/gu;

const clean = (text: string) => text.replace(FORBIDDEN, ' ').normalize('NFC').replace(/\s+/gu, ' ').trim();

/** «ООО «Ромашка»» → «Ромашка»: what a person looks for in a folder. */
function shortName(party: Party): string {
  const name = party.name || party.fullName;
  const quoted = /[«"](.+)[»"]/u.exec(name)?.[1] ?? name;
  return clean(quoted.replace(/[«»"„“”]/gu, ''));
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Cut to the limits of Windows (characters) and Linux (255 bytes) without breaking a character in two. */
function shorten(text: string, tail: string): string {
  const letters = [...text];
  const fits = () => {
    const whole = letters.join('') + tail;
    return whole.length <= MAX_LENGTH && bytes(whole) <= MAX_BYTES;
  };
  while (letters.length > 0 && !fits()) letters.pop();
  return letters.join('').replace(/[\s.—-]+$/u, '');
}

/**
 * «Счёт № А7-000123 от 21.11.2026 — Ромашка.pdf»: a name that Windows, macOS and Linux all take.
 * Slashes of a number («45/2026») become hyphens; at most 120 characters and 240 bytes of UTF-8.
 */
export function documentFileName(snapshot: DocumentSnapshot, format: DocumentFormat): string {
  const title = documentNames[snapshot.type];
  const { other } = sidesOf(snapshot);
  const number = clean(snapshot.number.replace(/[/\\|]/gu, '-'));
  const name = shortName(other);
  const head = [title, number && `№ ${number}`, snapshot.date && `от ${shortDate(snapshot.date)}`]
    .filter(Boolean)
    .join(' ');
  const tail = `.${format}`;
  return safeFileName(`${shorten(name === '' ? head : `${head} — ${name}`, tail)}${tail}`);
}

/** The folder of a client's documents: «ООО «Ромашка»» → «Ромашка»; never empty, hidden or a device's name. */
export function clientFolderName(snapshot: DocumentSnapshot): string {
  const other = sidesOf(snapshot).other;
  const name = shorten(shortName(other), '')
    .replace(/^[\s.]+/u, '')
    .slice(0, 80)
    .replace(/[\s.]+$/u, '');
  return name === '' ? 'Без названия' : safeFileName(name);
}
