import { net, powerMonitor } from 'electron';

const pollMs = 3000;

/** Tells when the network came back or the computer woke: waiting longer would be a pity. */
export function watchNetwork(cameBack: () => void): void {
  let online = net.isOnline();
  setInterval(() => {
    const now = net.isOnline();
    if (now && !online) cameBack();
    online = now;
  }, pollMs).unref();
  powerMonitor.on('resume', cameBack);
}
