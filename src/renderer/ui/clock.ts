import { useEffect, useState } from 'react';

/** The present instant, ISO 8601 UTC: the renderer's one clock. */
export const nowIso = (): string => new Date().toISOString();

/** The IANA zone of this computer. */
export const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The present instant, renewed each minute and when the window comes back to the front. */
export function useMinute(): string {
  const [now, setNow] = useState(nowIso);
  useEffect(() => {
    const tick = () => setNow(nowIso());
    const timer = setInterval(tick, 60_000);
    window.addEventListener('focus', tick);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', tick);
    };
  }, []);
  return now;
}
