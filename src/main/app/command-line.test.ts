import { beforeEach, expect, it, vi } from 'vitest';

const removed: string[] = [];
vi.mock('electron', () => ({
  app: { isPackaged: true, commandLine: { removeSwitch: (name: string) => removed.push(name) } },
}));
const { dropForeignSwitches, switchesOf } = await import('./command-line');

beforeEach(() => {
  removed.length = 0;
});

it('reads switches in every form a system hands them over', () => {
  expect(switchesOf(['--a', '--b=1', '-c', '--D=x=y', 'file.txt', '--', '/e'])).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
  ]);
  // A path is no switch.
  expect(switchesOf(['/home/anna/file', 'C:\\x'])).toEqual([]);
});

it('forgets what would open the program, and keeps what people need', () => {
  const words = [
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--Remote-Debugging-Address=0.0.0.0',
    '--disable-web-security',
    '--load-extension=/tmp/x',
    '--js-flags=--expose-gc',
    '--proxy-server=evil.example:1',
    '--host-resolver-rules=MAP * 203.0.113.1',
    '--user-data-dir=/tmp/profile',
    '--lang=ru',
  ];
  dropForeignSwitches(words, { isPackaged: true, inspected: false });
  expect(removed).toEqual([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'remote-debugging-address',
    'disable-web-security',
    'load-extension',
    'js-flags',
    'proxy-server',
    'host-resolver-rules',
  ]);
});

it('leaves a program that is being developed or inspected as it is', () => {
  dropForeignSwitches(['--remote-debugging-port=0'], { isPackaged: false, inspected: false });
  dropForeignSwitches(['--remote-debugging-port=0'], { isPackaged: true, inspected: true });
  expect(removed).toEqual([]);
});
