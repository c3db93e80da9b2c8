import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { generatePassword, shortestPassword } from '../auth/passwords';
import { CliError } from './cli-error';
import type { CliTexts } from './texts';

export interface ChosenPassword {
  readonly password: string;
  /** We made it up: the person has yet to see it. */
  readonly generated: boolean;
}

/** From standard input when told so, asked without echo at a terminal, made up otherwise. @throws CliError */
export async function choosePassword(fromStdin: boolean, texts: CliTexts): Promise<ChosenPassword> {
  if (fromStdin) return { password: longEnough(await readStdin(), texts), generated: false };
  if (!process.stdin.isTTY) return { password: generatePassword(), generated: true };
  const password = await askHidden(texts.askPassword);
  if (password === '') return { password: generatePassword(), generated: true };
  longEnough(password, texts);
  if ((await askHidden(texts.repeatPassword)) !== password) throw new CliError(texts.passwordsDiffer);
  return { password, generated: false };
}

function longEnough(password: string, texts: CliTexts): string {
  if ([...password].length < shortestPassword) throw new CliError(texts.passwordShort(shortestPassword));
  return password;
}

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '');
}

function askHidden(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    prompt.once('SIGINT', () => {
      process.stdout.write('\n');
      process.exit(130);
    });
    prompt.question('', (answer) => {
      prompt.close();
      process.stdout.write('\n');
      resolve(answer);
    });
  });
}
