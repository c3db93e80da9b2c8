export function CatchUp() {
  return null;
}
