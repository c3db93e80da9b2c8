import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The writer's; main, the reader and the page come before it. */
export const WRITER_PRIORITY = 5;
/** That of work nobody waits for. */
export const BACKGROUND_PRIORITY = 10;

/**
 * Lets the others go first on a processor that is wanted by many: a load of a hundred thousand records keeps one busy
 * for a minute, and main, which wakes up for a tenth of a millisecond, should not queue behind it. On Linux alone, where
 * a thread's priority is set by its number; elsewhere, and where it is not allowed, all stay equal.
 * @param priority the more, the later: 0 to 19. It cannot be taken back.
 */
export function letOthersGoFirst(priority: number): void {
  if (process.platform !== 'linux') return;
  try {
    // «1234/task/5678»
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, priority);
  } catch {
    // Only the order of work depends on it.
  }
}
