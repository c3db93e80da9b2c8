import type { ServerSession } from '@shared/sync/session';
import type { ProxySettings } from './proxy';
import type { Credentials } from './sign-in';
import type { TokenAnswer } from './tokens';

/** What main gives to begin with: who we are to which server. */
export interface SyncStart {
  readonly server: string;
  readonly login: string;
  readonly workspace: string;
  /** The first token, where main has one at hand; the next ones are asked of main. */
  readonly token?: string;
  /** A metered network: nothing is listened to all the time, no file comes unasked. */
  readonly lowTraffic?: boolean;
}

/** Main's calls about the exchange with the server. */
export interface SyncCalls {
  'sync.signIn': { input: Credentials; output: ServerSession };
  /** The device's own user has become the server's: his records follow him. */
  'sync.adopt': { input: { readonly from: string; readonly to: string }; output: null };
  'sync.start': { input: SyncStart; output: null };
  'sync.stop': { input: null; output: null };
  'sync.pause': { input: { readonly paused: boolean }; output: null };
  /** How many records of each kind the server has for this device. */
  'sync.serverCounts': { input: null; output: Record<string, number> };
  'sync.proxy': { input: ProxySettings; output: null };
  /** Answers the news `sync.tokenWanted`. */
  'sync.token': { input: TokenAnswer; output: null };
  /** Answers a new series for this device, after a restore. */
  'sync.renewSeries': { input: { readonly secret?: string | undefined }; output: string };
  /** Does not wait for the next turn. */
  'sync.now': { input: null; output: null };
}

/** What the exchange tells main. */
export interface SyncNews {
  /** The token that was refused, or ''; another one is to be given by `sync.token`. */
  'sync.tokenWanted': string;
  /** The server has everything of this revoked device. */
  'sync.revoked': null;
}
