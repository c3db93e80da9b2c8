export function OrganizationDialog(_props: Record<string, unknown>) {
  return null;
}
