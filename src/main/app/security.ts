import { app, type Session, type WebContents } from 'electron';
import { cutPageNetwork, cutWebRtc } from './page-network';
import { origin } from './protocol';

/** What a page may be granted, and why; everything else is refused. */
const permissions: ReadonlyMap<string, string> = new Map([
  ['clipboard-sanitized-write', 'a phone number or a requisite is copied by a click'],
]);

/** Denies by default: permissions, network, navigation, new windows, web views. See docs/security.md before changing. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permissions.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  // Files leave by main alone, which gives them their names and marks them.
  session.on('will-download', (event) => event.preventDefault());
  cutPageNetwork(session);
}

/** Applies to every page that will ever be made. */
export function secureContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    cutWebRtc(contents);
    refuseNavigation(contents);
  });
}

const isOurs = (url: string): boolean => url.startsWith(`${origin}/`);

function refuseNavigation(contents: WebContents): void {
  const stay = (event: Electron.Event<{ url: string }>) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  // Chromium asks nobody before it shows an empty page (`about:blank`): that one is left again at once.
  let home = '';
  contents.on('did-navigate', (_event, url) => {
    if (isOurs(url)) home = url;
    else if (home !== '' && !url.startsWith('devtools:')) void contents.loadURL(home).catch(() => {});
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
