import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/**
 * Makes a folder a file system of its own of so many bytes.
 * @returns how to take it away; undefined where that is not allowed: it takes root on Linux
 */
export function smallDisk(folder: string, bytes: number): (() => void) | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}
