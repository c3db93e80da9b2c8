import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { appOf } from './electron-app';

const FOLDER = fileURLToPath(new URL('../../test-results/shots', import.meta.url));

/** A small laptop and a usual office screen. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Gives the window's page this size. */
export async function resizeWindow(window: Page, size: { width: number; height: number }): Promise<void> {
  const handle = await appOf(window).browserWindow(window);
  await handle.evaluate((browserWindow, { width, height }) => {
    if (browserWindow.isMaximized()) browserWindow.unmaximize();
    browserWindow.setContentSize(width, height);
  }, size);
  await expect
    .poll(() => window.evaluate('[innerWidth, innerHeight]'), { timeout: 5_000 })
    .toEqual([size.width, size.height]);
}

/**
 * Saves what the window shows at both sizes to `test-results/shots/<name>-<width>x<height>.png` and leaves
 * the window at the smaller one.
 * @returns the files
 */
export async function shot(window: Page, name: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const files: string[] = [];
  for (const size of SIZES) {
    await resizeWindow(window, size);
    const path = join(FOLDER, `${name}-${size.width}x${size.height}.png`);
    await window.screenshot({ path, animations: 'disabled' });
    files.push(path);
  }
  await resizeWindow(window, SIZES[0]);
  return files;
}
