export function ClientCardScreen(_props: Record<string, unknown>) {
  return null;
}
