// @ts-check
// npm run banks -- FILE: makes resources/data/banks.json from the Bank of Russia's directory ED807 (the full edition,
// published daily on its site). Whole names keep the letters' case they had in the former file.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command } from './setup/index.mjs';
import { inProject } from './setup/paths.mjs';
import { EXIT, SetupError } from './setup/run.mjs';

await command(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined)
    throw new SetupError('Usage: npm run banks -- FILE, an ED807 file (XML).', EXIT.usage);
  const { register } = await import('tsx/esm/api');
  register();
  const reader = inProject('src', 'shared', 'requisites', 'bank-directory.ts');
  const { decodeEd807, parseEd807, readBankDirectory } = await import(pathToFileURL(reader).href);
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  const directory = parseEd807(decodeEd807(readFileSync(path)));
  if (!directory) throw new SetupError(`${file} is no ED807 directory.`, EXIT.failed);
  const target = inProject('resources', 'data', 'banks.json');
  const former = readBankDirectory(readFileSync(target, 'utf8'));
  const rows = Object.entries(directory.banks)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([bik, [name, ...rest]]) => {
      const known = former?.banks[bik]?.[0] ?? '';
      return [bik, [known.toUpperCase() === name.toUpperCase() ? known : name, ...rest]];
    });
  const head = {
    asOf: directory.asOf,
    source: 'Справочник БИК Банка России (ED807), полный состав',
    complete: true,
  };
  // A bank a line, so that a new edition can be compared with the former one.
  const lines = rows.map((row) => `    ${JSON.stringify(row[0])}: ${JSON.stringify(row[1])}`);
  const start = JSON.stringify(head, null, 2).slice(0, -2);
  writeFileSync(target, `${start},\n  "banks": {\n${lines.join(',\n')}\n  }\n}\n`);
  process.stdout.write(`${rows.length} banks as of ${directory.asOf}\n`);
});
