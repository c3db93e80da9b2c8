/** What was set last: setting the same again would drop connections that stand. */
let present: string | undefined;

/**
 * Has every request of this thread go through a proxy, or none. Node's own `fetch` takes the dispatcher that undici
 * keeps for all its versions.
 * @param url `http://proxy.example:3128`, or '' for none
 */
export async function goThroughProxy(url: string): Promise<void> {
  if (present === url || (present === undefined && url === '')) return;
  present = url;
  const { Agent, ProxyAgent, setGlobalDispatcher } = await import('undici');
  setGlobalDispatcher(url === '' ? new Agent() : new ProxyAgent(url));
}

/** The proxy in a PAC answer such as `PROXY proxy.example:3128; DIRECT`; '' for a direct way. */
export function proxyOfRules(rules: string): string {
  const [first = ''] = rules.split(';');
  const [kind = '', address = ''] = first.trim().split(/\s+/);
  if (address === '' || !/^(PROXY|HTTP|HTTPS)$/i.test(kind)) return '';
  return `${/^HTTPS$/i.test(kind) ? 'https' : 'http'}://${address}`;
}
