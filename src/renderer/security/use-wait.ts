import { useEffect, useState } from 'react';

/** Whole seconds until an instant, counting down; 0 when it has passed or is ''. */
export function useWait(until: string): number {
  const left = () => (until === '' ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)));
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `left` reads `until` alone
  useEffect(() => {
    setSeconds(left());
    if (until === '') return;
    const timer = setInterval(() => {
      const now = left();
      setSeconds(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
