import { url as inspectorAddress } from 'node:inspector';
import { app } from 'electron';

/**
 * Switches the shipped program obeys, and why. Any other could open it to other programs on the computer
 * (`--remote-debugging-port`, `--remote-debugging-pipe`), take its walls down (`--disable-web-security`,
 * `--proxy-server`) or load foreign code (`--load-extension`, `--js-flags`).
 */
const obeyed: ReadonlyMap<string, string> = new Map([
  ['user-data-dir', 'another profile'],
  ['open', 'the first screen'],
  ['screenshot', 'a picture of the window'],
  ['seed', 'a demo database'],
  ['no-sandbox', 'a container, where root cannot have the sandbox'],
  ['disable-gpu', 'a broken graphics driver'],
  ['disable-gpu-sandbox', 'a broken graphics driver'],
  ['disable-dev-shm-usage', 'a container with little shared memory'],
  ['in-process-gpu', 'a broken graphics driver'],
  ['ozone-platform', 'X11 or Wayland'],
  ['ozone-platform-hint', 'X11 or Wayland'],
  ['force-device-scale-factor', 'a display with a wrong density'],
  ['high-dpi-support', 'a display with a wrong density'],
  ['lang', 'the system language'],
  ['log-level', 'a quiet console'],
  ['password-store', 'which keyring of a Linux desktop keeps the key'],
  ['original-process-start-time', 'given by Windows'],
]);

/**
 * Forgets every other switch before Chromium acts on it; call it first of all. Only a packed program does so, and not
 * one built to be inspected by tests, which never ships: there Node's inspector is open.
 */
export function dropForeignSwitches(
  words: readonly string[],
  { isPackaged, inspected } = { isPackaged: app.isPackaged, inspected: inspectorAddress() !== undefined },
): void {
  if (!isPackaged || inspected) return;
  for (const name of switchesOf(words)) if (!obeyed.has(name)) app.commandLine.removeSwitch(name);
}

/** The names of the switches among the words of a command line: `--name`, `--name=value`, on Windows `/name` too. */
export function switchesOf(words: readonly string[]): string[] {
  const names = words.map((word) =>
    /^(?:--?|\/)([^-=\s/][^=\s/]*)(?:=.*)?$/su.exec(word)?.[1]?.toLowerCase(),
  );
  return names.filter((name) => name !== undefined);
}
