import type { BackupOrigin } from '@shared/backups/contract';
import { app } from 'electron';
import type { Profile } from '../app/profile';

/** What a copy made now says about itself. */
export function originOf({ state }: Profile): BackupOrigin {
  return {
    madeAt: new Date().toISOString(),
    deviceId: state.session.deviceId,
    deviceName: state.session.deviceName,
    userName: state.session.userName,
    appVersion: app.getVersion(),
    demo: state.demo,
    account: state.account,
  };
}
