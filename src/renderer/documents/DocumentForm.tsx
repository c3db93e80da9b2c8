export function DocumentForm(_props: Record<string, unknown>) {
  return null;
}
