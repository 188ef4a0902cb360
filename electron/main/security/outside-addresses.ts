/** Sites of this program that windows may lead to. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['www.it-dlz.bayern.de', 'kern-ux.de']);

/**
 * True when an address may be handed to the system: `https` to a server of an account or a site of this program, and the
 * start of an e-mail. A server of this very computer may also be reached by `http`, as the demo is. Pure.
 * @see https://www.electronjs.org/docs/latest/tutorial/security point 15
 */
export function mayOpenOutside(address: string, serverUrls: readonly string[]): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'mailto:') return /^mailto:[^?#\s]+@[^?#\s]+$/.test(address);
  const isOfAccount = serverUrls.some((server) => URL.parse(server)?.origin === url.origin);
  if (url.protocol === 'http:') return isOfAccount && url.hostname === '127.0.0.1';
  return url.protocol === 'https:' && (isOfAccount || (OWN_HOSTS.has(url.hostname) && url.port === ''));
}

/** True for an address that a sign-in may be done at: encrypted, or on this very computer. Pure. */
export function isSignInPage(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1');
}
