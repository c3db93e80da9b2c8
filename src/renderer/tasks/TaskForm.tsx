export function TaskForm(_props: Record<string, unknown>) {
  return null;
}
