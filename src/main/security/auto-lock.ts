export interface AutoLockWorld {
  /** Minutes of quiet after which to lock; 0 for never. */
  readonly minutes: () => number;
  /** Seconds since the last touch of this computer's keyboard or mouse. */
  readonly idleSeconds: () => number;
  /** Whether something is going on that must not be cut off, such as an import. */
  readonly busy: () => boolean;
  readonly lock: () => void;
}

const lookEveryMs = 5000;

/** Looks whether the computer has been left alone for long enough. @returns what ends it */
export function watchIdle({ minutes, idleSeconds, busy, lock }: AutoLockWorld): () => void {
  const timer = setInterval(() => {
    const limit = minutes();
    if (limit > 0 && idleSeconds() >= limit * 60 && !busy()) lock();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
