import type { Pushed } from '@shared/app/bridge';
import { contract } from '@shared/contract';
import type { LiveAnswer } from '@shared/lib/live-answer';
import { failure, type Result } from '@shared/lib/result';
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { origin } from '../app/protocol';
import { channels, type WatchMessage } from './channels';
import { FrameWatches } from './frame-watches';

/** Where the relay hands things on to. */
export interface Relay {
  readonly command: (name: string, input: unknown) => Promise<Result<unknown>>;
  readonly read: (name: string, input: unknown) => Promise<Result<unknown>>;
  readonly system: (name: string, input: unknown, sender: WebContents) => Promise<Result<unknown>>;
  readonly watchLive: (name: string, input: unknown, listener: (answer: LiveAnswer) => void) => () => void;
  readonly watchState: (name: string, listener: (value: unknown) => void, sender: WebContents) => () => void;
  readonly refused: (why: string) => void;
}

const kinds = new Map(Object.entries(contract).map(([name, call]) => [name, call.kind]));

/**
 * The only user of `ipcMain`. A message counts only from the main frame of one of our windows at our own origin;
 * watching ends with the document that asked.
 */
export function serveIpc(relay: Relay, isOurs: (contents: WebContents) => boolean): void {
  const watching = new Map<WebContents, FrameWatches>();

  const trusted = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame;
    const ours =
      isOurs(event.sender) && frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
    if (!ours) relay.refused('a message from a stranger');
    return ours;
  };

  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!trusted(event) || typeof name !== 'string') return failure('invalid-input');
    switch (kinds.get(name)) {
      case 'command':
        return relay.command(name, input);
      case 'live':
        return relay.read(name, input);
      case 'system':
        return relay.system(name, input, event.sender);
      default:
        return failure('invalid-input', { field: name });
    }
  });

  ipcMain.on(channels.watch, (event, message: WatchMessage) => {
    if (!trusted(event)) return;
    const sender = event.sender;
    const own = watching.get(sender) ?? adopt(sender);
    const { document, id } = message;
    if (typeof document !== 'number' || typeof id !== 'number') return;
    if (message.op === 'unwatch') {
      own.end(document, id);
      return;
    }
    const { name, input } = message;
    const send = (pushed: Pushed) => {
      if (!sender.isDestroyed()) sender.send(channels.value, id, pushed);
    };
    if (kinds.get(name) === 'live') own.add(document, id, relay.watchLive(name, input, send));
    else if (kinds.get(name) === 'state') {
      own.add(
        document,
        id,
        relay.watchState(name, (value) => send({ ok: true, value }), sender),
      );
    } else send(failure('invalid-input', { field: name }));
  });

  function adopt(sender: WebContents): FrameWatches {
    const own = new FrameWatches();
    watching.set(sender, own);
    sender.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) own.navigationStarted();
    });
    // Not for moves within the document.
    sender.on('did-navigate', () => own.navigated());
    sender.on('render-process-gone', () => own.endAll());
    sender.once('destroyed', () => {
      own.endAll();
      watching.delete(sender);
    });
    return own;
  }
}
