import { Type } from 'typebox';
import type { PageAction } from '../actions';
import { command, output, state, system } from '../lib/contract';
import type { Failure } from '../lib/result';
import { OneOf, Strict, Text } from '../lib/schema';
import type { UserRole } from '../users/schema';

/** What the window should show: the welcome, the work, the lock, or what went wrong with the store. */
export type AppPhase = 'starting' | 'welcome' | 'ready' | 'locked' | 'broken';

/** Who sits at this device. */
export interface Session {
  readonly userId: string;
  readonly userName: string;
  readonly deviceId: string;
  /** The device's name as people know it: the computer's. */
  readonly deviceName: string;
  /** Series of document numbers; provisional until a server gave one. */
  readonly series: string;
  /** What the server lets him see; absent before a server is known. */
  readonly role?: UserRole;
}

/** Who works in a demo database when its visitor gave no name: no history and no list may call him by the computer's. */
export const demoUserName = 'Марина Соколова';

/** The id of a device's own user, before a server gave one. */
export const localUserId = (deviceId: string): string => `local-${deviceId.slice(0, 8)}`;

export const isLocalUser = (userId: string): boolean => userId.startsWith('local-');

export interface AppStatus {
  readonly phase: AppPhase;
  readonly session: Session;
  readonly demo: boolean;
  /** Why the store cannot be opened, when phase is broken. */
  readonly error: Failure | null;
  /** Whether the system keeps the database's key safely; otherwise the person is told. */
  readonly keyProtection: 'os' | 'weak';
}

export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly sqlite: string;
  readonly system: string;
}

/** What the menu or a notification asks a page to do, for the one window it is meant for. The counter tells the same one twice apart. */
export interface Intent {
  readonly intent: PageAction | 'open-task';
  /** The task to open; '' otherwise. */
  readonly id: string;
  readonly count: number;
  readonly window: number;
}

export const appContract = {
  'app.status': state(output<AppStatus>()),
  /** The intent that waits to be done. */
  'app.intent': state(output<Intent | null>()),
  /** A page's word that it has done the intent of that count. */
  'app.intentDone': system(Strict({ count: Type.Integer({ minimum: 1 }) }), output<null>()),
  /** A new count asks these windows' pages to save what is half typed: they are about to be closed or locked. */
  'app.flush': state(
    output<{
      readonly count: number;
      readonly windows: readonly number[];
      /** Locked, not closed: the pages will be asked to show the same again. */
      readonly locking: boolean;
    }>(),
  ),
  /** A page's answer to `app.flush`: everything is saved. */
  'app.flushed': system(Strict({}), output<null>()),
  /** Leaves the welcome: an empty database, or the demo database filled first. */
  'app.begin': system(Strict({ mode: OneOf(['empty', 'demo']), userName: Text(300) }), output<null>()),
  /** Fills an empty database with made-up records; answers how many and how long it took. Errors: demo-not-empty. */
  'app.fillDemo': command(
    Strict({ clients: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    output<{ readonly records: number; readonly writeMs: number; readonly indexMs: number }>(),
  ),
  /** Drops the demo database whole and begins with an empty one. */
  'app.dropDemo': system(Strict({}), output<null>()),
  'app.demoProgress': state(output<{ readonly done: number; readonly total: number }>()),
  'app.openLink': system(Strict({ url: Text(2000) }), output<null>()),
  /** Dials by the scheme set: only digits, plus and an extension pass. */
  'app.dial': system(Strict({ number: Text(60), ext: Text(12) }), output<null>()),
  'app.copy': system(Strict({ text: Text(100_000) }), output<null>()),
  'app.versions': system(Strict({}), output<Versions>()),
  'app.openLogs': system(Strict({}), output<null>()),
  'app.newWindow': system(Strict({}), output<null>()),
  'app.rename': system(Strict({ userName: Text(300) }), output<null>()),
  /** Key for the drafts kept in the window's own storage: 32 bytes, base64. */
  'app.draftKey': system(Strict({}), output<string>()),
  /** Broken store: put the damaged file aside and begin empty. */
  'app.startEmpty': system(Strict({}), output<null>()),
  'app.openAgain': system(Strict({}), output<null>()),
  'app.showStoreFolder': system(Strict({}), output<null>()),
} as const;
