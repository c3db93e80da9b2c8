import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** One import of a file of ours by another; paths are those below `src`. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Nothing of it is loaded. */
  readonly typesOnly?: boolean;
}

/** A layer: what it is called, and the files it has, as folders (`main/store/`) or files (`main/index.ts`). */
export interface Layer {
  readonly name: string;
  readonly has: readonly string[];
}

/** Static imports, exports of others' things, and imports when asked for. */
const imported = /(?:\b(?:import|export)\s+(type)\b[^'"`;]*?)?(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Every import between files of ours below a folder of `src` (`main`), tests left out. */
export function importsBelow(folder: string): Import[] {
  return filesBelow(join(source, folder)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(imported)].flatMap(([, types, specifier = '']) => {
      const to = resolved(file, specifier);
      return to === undefined ? [] : [{ from: named(file), to: named(to), typesOnly: types !== undefined }];
    }),
  );
}

/**
 * Imports that lead from a layer to one above it, and files without a layer.
 * @param layers the lowest first; where several fit a file, the longest path counts
 */
export function againstLayers(imports: readonly Import[], layers: readonly Layer[]): string[] {
  const places = layers.flatMap(({ has }, height) => has.map((path) => ({ path, height })));
  const heightOf = (file: string): number | undefined =>
    places
      .filter(({ path }) => (path.endsWith('/') ? file.startsWith(path) : file === path))
      .sort((one, other) => other.path.length - one.path.length)[0]?.height;
  return imports.flatMap(({ from, to }) => {
    const [here, there] = [heightOf(from), heightOf(to)];
    if (here === undefined) return [`${from} is in no layer`];
    if (there === undefined || there <= here) return [];
    return [`${from} (${layers[here]?.name}) imports ${to} (${layers[there]?.name})`];
  });
}

/** Groups of files that import each other in a circle, each in the order of their names. */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) next.set(from, (next.get(from) ?? new Set()).add(to));
  const found: string[][] = [];
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    numbers.set(file, numbers.size);
    lowest.set(file, numbers.size - 1);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!numbers.has(other)) visit(other);
      if (stack.includes(other)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(other) ?? 0));
    }
    if (lowest.get(file) !== numbers.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of next.keys()) if (!numbers.has(file)) visit(file);
  return found;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function resolved(file: string, specifier: string): string | undefined {
  const place = specifier.startsWith('@shared/')
    ? join(source, 'shared', specifier.slice('@shared/'.length))
    : specifier.startsWith('.')
      ? resolve(dirname(file), specifier)
      : undefined;
  if (place === undefined) return undefined;
  return [place, `${place}.ts`, `${place}.tsx`, join(place, 'index.ts'), join(place, 'index.tsx')].find(
    (path) => existsSync(path) && statSync(path).isFile(),
  );
}

const named = (file: string): string => relative(source, file).split(sep).join(posix.sep);
