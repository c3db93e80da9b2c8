/**
 * Where what had the focus is about to go away: once it has, the nearest button or field left takes the focus, so that
 * the keyboard keeps its place. Does nothing when something else has taken it meanwhile.
 * @param from what has the focus now, or stands where it was
 * @param places selectors of what it stands in, from the nearest on
 */
export function keepFocusNear(from: Element | null, places: readonly string[]): void {
  const around = places.map((place) => from?.closest(place) ?? null);
  requestAnimationFrame(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    for (const place of around) {
      if (!place?.isConnected) continue;
      const next = place.querySelector<HTMLElement>('button:not([tabindex="-1"]), input, textarea');
      if (!next) continue;
      next.focus();
      return;
    }
  });
}
