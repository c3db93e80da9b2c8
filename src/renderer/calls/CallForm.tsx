export function CallForm(_props: Record<string, unknown>) {
  return null;
}
