import { app, type Session, session, type WebContents } from 'electron';

/** A proxy nobody answers at: port 1 of this machine. */
const nowhere = '127.0.0.1:1';

/**
 * Leaves a session's pages no way to any network, whatever Chromium feature a page tries: requests are refused before
 * they begin, and below that every connection, WebRTC's over TCP and `preconnect` included, goes to a proxy that is not
 * there, and no name is resolved, so that `dns-prefetch` tells nobody anything. Call it once the app is ready.
 */
export function cutPageNetwork(pages: Session): void {
  pages.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app:\/\/crm\/|devtools:|data:|blob:app:\/\/crm)/.test(details.url);
    answer({ cancel: !allowed });
  });
  // Loopback addresses pass proxies by unless told otherwise.
  void pages.setProxy({ mode: 'fixed_servers', proxyRules: nowhere, proxyBypassRules: '<-loopback>' });
  resolveNames(false);
}

/** WebRTC sends no packet of its own over UDP and tells no address of this computer; the rest is the proxy's affair. */
export function cutWebRtc(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** How many questions for the system's proxy are being answered. */
let asking = 0;

/**
 * The proxy rules the system has for an address, such as `PROXY proxy.example:3128; DIRECT`. A configuration script of
 * the company's may need names resolved, which is let for as long as the answer takes.
 */
export async function systemProxyFor(url: string): Promise<string> {
  asking += 1;
  if (asking === 1) resolveNames(true);
  try {
    // In a session of its own: that of the pages has no way anywhere.
    return await session.fromPartition('system-proxy').resolveProxy(url);
  } finally {
    asking -= 1;
    if (asking === 0) resolveNames(false);
  }
}

/** Chromium's resolver serves pages only: the exchange with the server is Node's. */
function resolveNames(allowed: boolean): void {
  if (allowed) app.configureHostResolver({ secureDnsMode: 'automatic', secureDnsServers: [] });
  else {
    app.configureHostResolver({
      enableBuiltInResolver: true,
      secureDnsMode: 'secure',
      secureDnsServers: [`https://${nowhere}/dns-query`],
    });
  }
}
