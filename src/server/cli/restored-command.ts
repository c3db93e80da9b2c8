import type { DatabaseChoice } from '../store/database';
import { runOnServer } from './run-on-server';
import type { CliTexts } from './texts';

/** `restored`: says that the database was restored from a backup. @throws CliError */
export async function restoredCommand(database: DatabaseChoice, texts: CliTexts): Promise<void> {
  await runOnServer({ do: 'restored' }, database, texts);
  console.log(texts.restoreNoted);
}
