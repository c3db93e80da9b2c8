import { app, type Session, type WebContents } from 'electron';
import { origin } from './protocol';

/** What a page may be granted, and why; everything else is refused. */
const permissions: ReadonlyMap<string, string> = new Map([
  ['clipboard-sanitized-write', 'a phone number or a requisite is copied by a click'],
]);

/** Denies by default: permissions, navigation, new windows, web views. See docs/security.md before changing. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permissions.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  // Files leave by main alone, which gives them their names and marks them.
  session.on('will-download', (event) => event.preventDefault());
  // The renderer has no network: only its own scheme passes, and the developer tools' own pages.
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app:\/\/crm\/|devtools:|data:|blob:app:\/\/crm)/.test(details.url);
    answer({ cancel: !allowed });
  });
}

/** Applies to every page that will ever be made. */
export function secureContents(): void {
  app.on('web-contents-created', (_event, contents) => refuseTravel(contents));
}

function refuseTravel(contents: WebContents): void {
  const stay = (event: Electron.Event<{ url: string }>) => {
    if (!event.url.startsWith(`${origin}/`)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
