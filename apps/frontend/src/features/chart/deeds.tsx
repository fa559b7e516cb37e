export function Deeds(_: { deeds: unknown; cursorMs: number | null }) {
  return null;
}
