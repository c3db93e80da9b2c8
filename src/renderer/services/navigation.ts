import { useHashLocation } from 'wouter/use-hash-location';

/** Goes to a screen from anywhere. */
export function goTo(path: string): void {
  window.location.hash = path;
}

/** The address shown now. */
export const here = (): string => window.location.hash.slice(1);

export const usePath = (): string => useHashLocation()[0];

/** Whether an address is one of a pattern's, and its parameters: `/deals/:id`, `/settings/:section?`. */
export function paramsAt(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const source = pattern.replace(/\/:(\w+)(\?)?/g, (_, name, optional) =>
    optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`,
  );
  const found = new RegExp(`^${source}$`).exec(path);
  if (!found) return undefined;
  const given = Object.entries(found.groups ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, decodeURIComponent(value)]));
}
