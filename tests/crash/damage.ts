import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Asked, Make } from './damage-child';
import { randomOf } from './orders';

/** What became of the damaged files of one kind. */
export interface DamageOutcome {
  readonly kind: DamageKind;
  readonly files: number;
  /** Answered all questions as the sound file does. */
  readonly same: number;
  /** Refused as damaged. */
  readonly told: number;
  /** The process that asked ended; the program's windows live on, and say so. */
  readonly ended: number;
  /** A damaged log ends where it is damaged: it was answered without the edits behind it, and that was told. */
  readonly lacking: number;
  /** What must not be: another answer, or another error than damage. */
  readonly wrong: readonly string[];
}

export type DamageKind = (typeof damageKinds)[number];
/** Where one bit turned or one byte changed: in a closed database, in one a crash has left, in the log beside that one. */
export const damageKinds = [
  'closed: bit',
  'closed: byte',
  'crashed: bit',
  'crashed: byte',
  'log: bit',
] as const;

/** Refusals that say that the file is damaged. A damaged head cannot be told from another key, but by our fingerprint. */
const tellsDamage = new Set(['store-corrupt', 'store-wrong-key', 'store-missing']);

const resources = fileURLToPath(new URL('../../resources', import.meta.url));

export interface DamageOptions {
  /** The built `damage-child.ts`. */
  readonly child: string;
  readonly files: number;
  readonly seed: number;
  readonly clients?: number;
  readonly told?: (kind: DamageKind, done: number) => void;
}

/** Damages copies of a sound base, asks each all that the program asks, and compares with what the sound one says. */
export async function runDamage(options: DamageOptions): Promise<DamageOutcome[]> {
  const { child, files, seed, clients = 40 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'картотека порча '));
  const encryptionKey = createHash('sha256').update(`damage ${seed}`).digest('hex');
  const random = randomOf(seed);
  const asker = new Asker(child, 'ask');
  try {
    const maker = new Asker(child, 'make');
    await maker.ask({ folder, encryptionKey, resources, clients } satisfies Make);
    maker.end();
    const sound: Record<string, Asked | undefined> = {};
    const outcomes: DamageOutcome[] = [];
    for (const kind of damageKinds) {
      const state = kind.startsWith('closed') ? 'closed' : 'crashed';
      const from = join(folder, state, 'kartoteka.db');
      const place = join(folder, 'damaged', 'kartoteka.db');
      sound[state] ??= await asker.ask({ path: lay(from, place), encryptionKey, resources });
      const right = sound[state];
      if (right === undefined || 'code' in right)
        throw new Error(`the sound base does not open: ${JSON.stringify(right)}`);
      const outcome = { kind, files: 0, same: 0, told: 0, ended: 0, lacking: 0, wrong: [] as string[] };
      for (let file = 0; file < Math.ceil(files / damageKinds.length); file += 1) {
        lay(from, place);
        const where = damage(kind.startsWith('log') ? `${place}-wal` : place, kind.endsWith('bit'), random);
        const asked = await asker.ask({ path: place, encryptionKey, resources });
        outcome.files += 1;
        if (asked === undefined) outcome.ended += 1;
        else if ('code' in asked) {
          if (tellsDamage.has(asked.code)) outcome.told += 1;
          else outcome.wrong.push(`${where}: ${asked.code}`);
        } else {
          const other = Object.keys({ ...right.answers, ...asked.answers }).filter(
            (name) => asked.answers[name] !== right.answers[name],
          );
          if (other.length === 0) outcome.same += 1;
          else if (asked.lacks) outcome.lacking += 1;
          else
            outcome.wrong.push(
              `${where}: ${other.length} other answers, such as to ${other[0]?.slice(0, 120)}`,
            );
        }
        options.told?.(kind, file + 1);
      }
      outcomes.push(outcome);
    }
    return outcomes;
  } finally {
    asker.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lays a fresh copy of a database into an empty place. */
function lay(from: string, to: string): string {
  rmSync(dirname(to), { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  for (const end of ['', '-wal', '.acknowledged'])
    if (existsSync(from + end)) copyFileSync(from + end, to + end);
  return to;
}

function damage(path: string, bit: boolean, random: () => number): string {
  const bytes = readFileSync(path);
  const at = Math.floor(random() * statSync(path).size);
  const before = bytes[at] ?? 0;
  bytes[at] = bit
    ? before ^ (1 << Math.floor(random() * 8))
    : (before + 1 + Math.floor(random() * 255)) % 256;
  writeFileSync(path, bytes);
  return `${bit ? 'bit' : 'byte'} ${at}`;
}

/** Asks the child, and begins another one when it has ended. */
class Asker {
  #child: ChildProcess | undefined;
  #answer: (line: string | undefined) => void = () => {};

  constructor(
    private readonly file: string,
    private readonly action: string,
  ) {}

  /** Undefined: the process ended. */
  async ask(order: object): Promise<Asked | undefined> {
    const child = this.#child ?? this.#begin();
    const line = await new Promise<string | undefined>((resolve) => {
      this.#answer = resolve;
      child.stdin?.write(`${JSON.stringify(order)}\n`);
    });
    return line === undefined ? undefined : (JSON.parse(line) as Asked);
  }

  end(): void {
    this.#child?.kill('SIGKILL');
  }

  #begin(): ChildProcess {
    const child = spawn(process.execPath, [this.file, this.action], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child = child;
    child.stdin?.on('error', () => {});
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.#answer(line));
    child.once('exit', () => {
      this.#child = undefined;
      this.#answer(undefined);
    });
    return child;
  }
}
