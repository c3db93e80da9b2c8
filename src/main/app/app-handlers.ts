import { mkdirSync, rmSync } from 'node:fs';
import { release, type } from 'node:os';
import { join } from 'node:path';
import { demoUserName } from '@shared/app/contract';
import { AppError } from '@shared/lib/result';
import { app, clipboard } from 'electron';
import { openLink } from './links';
import { openFolder, showInFolder } from './open-path';
import type { FeatureHandlers } from './system';

/** Files that make up one SQLite base. */
const databaseFiles = (databasePath: string): string[] =>
  ['', '-wal', '-shm'].map((end) => databasePath + end);

export const appHandlers: FeatureHandlers<'app'> = {
  async 'app.begin'({ profile, workspace, command }, { mode, userName }) {
    const name = userName.trim() || (mode === 'demo' ? demoUserName : '');
    if (name) {
      profile.change({ session: { ...profile.state.session, userName: name } });
      await workspace.sessionChanged();
    }
    if (mode === 'demo') {
      await command('app.fillDemo', { clients: 200 });
      profile.change({ demo: true });
    }
    profile.change({ welcomed: true });
    return null;
  },
  async 'app.dropDemo'({ profile, workspace }) {
    await workspace.reopen(() => {
      for (const file of databaseFiles(workspace.databasePath)) rmSync(file, { force: true });
      const { session } = profile.state;
      const userName = session.userName === demoUserName ? '' : session.userName;
      profile.change({ demo: false, keyFingerprint: '', session: { ...session, userName } });
    });
    return null;
  },
  async 'app.openLink'(_context, { url }) {
    await openLink(url);
    return null;
  },
  async 'app.dial'({ profile }, { number, ext }) {
    const { dialUri } = await import('@shared/domain/phones/phones');
    const { dialScheme, sipHost } = profile.state.settings;
    const uri = dialUri(
      { e164: number.startsWith('+') ? number : '', raw: number, ext },
      dialScheme,
      sipHost,
    );
    if (!uri) throw new AppError('link-refused');
    await openLink(uri);
    return null;
  },
  'app.copy'(_context, { text }) {
    clipboard.writeText(text);
    return null;
  },
  'app.versions'() {
    return {
      app: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      sqlite: 'libsql 0.5 / SQLite 3.45',
      system: `${type()} ${release()} ${process.arch}`,
    };
  },
  async 'app.openLogs'({ profile }) {
    const folder = join(profile.folder, 'logs');
    mkdirSync(folder, { recursive: true });
    await openFolder(folder);
    return null;
  },
  'app.newWindow'({ windows }) {
    windows.open();
    return null;
  },
  async 'app.rename'({ profile, workspace }, { userName }) {
    profile.change({ session: { ...profile.state.session, userName: userName.trim() } });
    await workspace.sessionChanged();
    return null;
  },
  'app.draftKey': ({ keyring }) => keyring.draftKey(),
  'app.flushed'({ flush, sender }) {
    flush.answered(sender);
    return null;
  },
  'app.intentDone'({ intents }, { count }) {
    intents.done(count);
    return null;
  },
  async 'app.startEmpty'({ workspace, profile }) {
    const { setAside } = await import('../store/backup-files');
    await workspace.reopen(() => {
      setAside(workspace.databasePath);
      profile.change({ keyFingerprint: '' });
    });
    return null;
  },
  async 'app.openAgain'({ workspace, lock }) {
    if (lock.locked) await lock.start();
    else await workspace.reopen(() => {});
    return null;
  },
  'app.showStoreFolder'({ workspace }) {
    showInFolder(workspace.databasePath);
    return null;
  },
};
