import { auditCommand } from './cli/audit-command';
import { CliError } from './cli/cli-error';
import { restoredCommand } from './cli/restored-command';
import { serveCommand } from './cli/serve-command';
import { readSettings } from './cli/settings';
import { cliTexts } from './cli/texts';
import { userCommand } from './cli/user-command';
import { FolderBusyError } from './store/data-folder';
import { NewerDatabaseError } from './store/migrations';
import { NoDatabaseError } from './store/open';

const texts = cliTexts(process.env);

async function main([command, ...rest]: string[]): Promise<void> {
  if (command === 'help' || command === '--help' || command === '-h') {
    console.log(texts.usage);
    return;
  }
  const settings = readSettings(process.env, texts);
  if (command === undefined) return serveCommand(settings, texts);
  if (command === 'audit') return auditCommand(rest, settings.database, texts);
  if (command === 'restored') return restoredCommand(settings.database, texts);
  if (command === 'user') return userCommand(rest, settings.database, texts);
  throw new CliError(`${texts.unknownCommand}\n\n${texts.usage}`);
}

function explain(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (error instanceof FolderBusyError) return texts.folderBusy(error.pid);
  if (error instanceof NoDatabaseError) return texts.noDatabase;
  if (error instanceof NewerDatabaseError) return texts.newerDatabase;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return texts.databaseFailed(code ?? (error instanceof Error ? error.message : String(error)));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
