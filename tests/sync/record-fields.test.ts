import { expect, it } from 'vitest';
import { type Collection, collectionNames, collections } from '../../src/shared/collections';
import { idPattern, referencePattern } from '../../src/shared/lib/ids';
import { recordFields } from '../../src/shared/lib/schema';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** A field in words: its type and its bounds. */
function words(shape: Shape): string {
  if (shape.enum) return shape.enum.map((one) => (one === '' ? "`''`" : `\`${one}\``)).join(' ');
  if (shape.type === 'array') return `list of ${words(shape.items ?? {})}, at most ${shape.maxItems ?? '?'}`;
  if (shape.type === 'object') {
    const fields = Object.entries(shape.properties ?? {});
    return fields.length === 0
      ? 'object'
      : `{ ${fields.map(([name, one]) => `${name}: ${words(one)}`).join('; ')} }`;
  }
  const { minLength, maxLength, pattern, minimum, maximum } = shape;
  if (pattern === idPattern) return 'id';
  if (pattern === referencePattern) return "id or `''`";
  const bounds = [
    minLength ? `${minLength} to ${maxLength}` : maxLength === undefined ? '' : `≤ ${maxLength}`,
    minimum === undefined && maximum === undefined ? '' : `${minimum ?? '…'} to ${maximum ?? '…'}`,
    pattern === undefined ? '' : `\`${pattern.replaceAll('|', '\\|')}\``,
  ].filter((one) => one !== '');
  const name = shape.type === 'string' ? 'text' : (shape.type ?? 'any');
  return [name, ...bounds].join(' ');
}

const shapeOf = (collection: Collection<never>): Shape => collection.schema as unknown as Shape;
const row = (name: string, shape: Shape, required: readonly string[]) =>
  `| \`${name}\`${required.includes(name) ? '' : ' (optional)'} | ${words(shape)} |`;
const head = '| Field | Value |\n|---|---|';

/** The page, as the schemas say it. */
function page(): string {
  const travelling = collectionNames.filter(
    (name) => (collections[name] as Collection<never>).replication !== 'no',
  );
  const versions = travelling.map((name) => {
    const { version, replication } = collections[name] as Collection<never>;
    return `| \`${name}\` | ${version} | ${replication === 'pull' ? 'pulled only' : 'both ways'} |`;
  });
  const [first] = travelling;
  const common = Object.keys(recordFields);
  const shared = shapeOf(collections[first ?? 'clients'] as unknown as Collection<never>);
  const sections = travelling.map((name) => {
    const { properties = {}, required = [] } = shapeOf(collections[name] as unknown as Collection<never>);
    const own = Object.entries(properties).filter(([field]) => !common.includes(field));
    return `## \`${name}\`\n\n${head}\n${own.map(([field, shape]) => row(field, shape, required)).join('\n')}\n`;
  });
  return `# Record fields and schema versions

This page is written from the schemas by \`tests/sync/record-fields.test.ts\`, which fails when it is not true; after a
change of a schema run it with \`-u\`. Lengths are in characters. No collection admits a field that is not here. What
they mean is in \`src/shared/<feature>/schema.ts\`, who receives and who may change them in \`src/shared/collections.ts\`,
how they travel in [sync.md](sync.md).

| Collection | Schema version | Travels |
|---|---|---|
${versions.join('\n')}

## Every record

${head}
${common.map((field) => row(field, shared.properties?.[field] ?? {}, shared.required ?? [])).join('\n')}
| \`_deleted\` | boolean |

${sections.join('\n')}`;
}

it('are on their page as the schemas have them', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/sync-records.md');
});
