export function NewClientForm(_props: Record<string, unknown>) {
  return null;
}
