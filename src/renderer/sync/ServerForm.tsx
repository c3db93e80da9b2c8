export function ServerForm(_props: Record<string, unknown>) {
  return null;
}
