import type { CallOutput } from '@shared/contract';
import { app } from 'electron';
import { findKey } from '../security/find-key';
import type { Core } from './core';
import { Workspace } from './workspace';

/** What `--seed` prints, a JSON object a line, for `scripts/seed.mjs` to put into words. */
type SeedLine =
  | { readonly seed: 'progress'; readonly done: number; readonly total: number }
  | ({ readonly seed: 'done' } & CallOutput<'app.fillDemo'>)
  | { readonly seed: 'failed'; readonly code: string };

const most = 1_000_000;

/** How many clients `--seed=N` asks for: NaN for what is no number, undefined without the switch. */
export function seedAsked(): number | undefined {
  if (!app.commandLine.hasSwitch('seed')) return undefined;
  const text = app.commandLine.getSwitchValue('seed');
  const clients = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  return clients >= 1 && clients <= most ? clients : Number.NaN;
}

/** Fills the profile's empty database without a window, says how it goes, closes the database and quits. */
export async function seedAndQuit(
  clients: number,
  { profile, keyring, states, log, resources, store }: Core,
): Promise<void> {
  const workspace = new Workspace({
    ...{ profile, keyring, states, log, resources },
    opened: () => {},
    news: { 'sync.tokenWanted': () => {}, 'sync.revoked': () => {} },
  });
  if (findKey(keyring, store, profile, workspace.databasePath) === 'open') profile.unlock(keyring.sealer);
  const failed = (code: string): SeedLine => ({ seed: 'failed', code });
  let last: SeedLine;
  if (Number.isNaN(clients)) last = failed('invalid-input');
  else {
    await workspace.open();
    const end = states.watch('app.demoProgress', (value) =>
      print({ seed: 'progress', ...(value as CallOutput<'app.demoProgress'>) }),
    );
    const result = await workspace.command('app.fillDemo', { clients });
    end();
    if (result.ok) profile.change({ welcomed: true });
    last = result.ok
      ? { seed: 'done', ...(result.value as CallOutput<'app.fillDemo'>) }
      : failed(states.get('app.status')?.error?.code ?? result.error.code);
    await workspace.close();
  }
  print(last);
  app.exit(last.seed === 'done' ? 0 : 1);
}

function print(line: SeedLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
