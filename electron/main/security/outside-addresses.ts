/** What windows may lead to. */
export interface AllowedAddresses {
  /** Addresses of the servers of all accounts: everything there. */
  readonly servers: readonly string[];
  /** Pages of this program, exactly these. */
  readonly pages: readonly string[];
}

/**
 * True when an address may be handed to the system: `https` to a server of an account or a page of the branding, and the
 * start of an e-mail. A server of this very computer may also be reached by `http`, as the demo is. Pure.
 * @see https://www.electronjs.org/docs/latest/tutorial/security point 15
 */
export function mayOpenOutside(address: string, allowed: AllowedAddresses): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'mailto:') return /^mailto:[^?#\s]+@[^?#\s]+$/.test(address);
  const isOfAccount = allowed.servers.some((server) => URL.parse(server)?.origin === url.origin);
  if (url.protocol === 'http:') return isOfAccount && url.hostname === '127.0.0.1';
  return url.protocol === 'https:' && (isOfAccount || allowed.pages.includes(url.href));
}

/** True for an address that a sign-in may be done at: encrypted, or on this very computer. Pure. */
export function isSignInPage(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1');
}
