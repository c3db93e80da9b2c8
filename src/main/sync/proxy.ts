import { rootCertificates } from 'node:tls';

/** How requests reach the server. */
export interface ProxySettings {
  /** `http://proxy.example:3128`, with a name and password where it wants them; '' for none. */
  readonly proxy: string;
  /** A certificate to be trusted beside those everybody trusts, in PEM: a company's own; '' for none. */
  readonly certificate: string;
}

const plain: ProxySettings = { proxy: '', certificate: '' };
/** What was set last: setting the same again would drop connections that stand. */
let present = plain;

/** Has every request of this thread go this way. Node's own `fetch` takes the dispatcher that undici keeps for all its versions. */
export async function applyProxy(way: ProxySettings): Promise<void> {
  if (present.proxy === way.proxy && present.certificate === way.certificate) return;
  present = way;
  const { Agent, ProxyAgent, setGlobalDispatcher } = await import('undici');
  const tls = way.certificate === '' ? undefined : { ca: [...rootCertificates, way.certificate] };
  if (way.proxy === '') return setGlobalDispatcher(new Agent(tls ? { connect: tls } : {}));
  setGlobalDispatcher(new ProxyAgent({ uri: way.proxy, ...(tls ? { requestTls: tls, proxyTls: tls } : {}) }));
}

/** The proxy's address with the name and password it wants; as it is where there are none. */
export function withAccount(proxy: string, user: string, password: string): string {
  if (proxy === '' || user === '') return proxy;
  const url = new URL(proxy);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** The proxy in a PAC answer such as `PROXY proxy.example:3128; DIRECT`; '' for a direct way. */
export function proxyOfRules(rules: string): string {
  const [first = ''] = rules.split(';');
  const [kind = '', address = ''] = first.trim().split(/\s+/);
  if (address === '' || !/^(PROXY|HTTP|HTTPS)$/i.test(kind)) return '';
  return `${/^HTTPS$/i.test(kind) ? 'https' : 'http'}://${address}`;
}
