import type { NewDirectoryRule } from '#sync-engine/core/model/selection.ts';
import type { Organisation, Policies, PolicyName, PolicySettings } from './policies.ts';
import type { ProxySettings } from './proxy-settings.ts';
import type { NewDirectories } from './settings.ts';

/** Why an organisation does not let something happen; nothing has changed then. */
export type PolicyRefusal =
  /** What the organisation wants cannot be read, so nothing new is begun. */
  'organisation-file-unreadable' | 'server-not-allowed' | 'too-many-accounts' | 'setting-enforced';

/** Something that happens, or why it does not. */
type Verdict = PolicyRefusal | undefined;

/**
 * Why nobody may ask at an address as people write it. Where a server really is on its host is known only afterwards:
 * then `refuseServer` has the last word, before anything secret is sent. Pure.
 */
export function refuseAddress({ policies, problem }: Organisation, typed: string): Verdict {
  if (problem !== undefined) return 'organisation-file-unreadable';
  const { servers } = policies.enforced;
  if (servers === undefined) return undefined;
  const host = toUrl(typed)?.host;
  const isListed = host !== undefined && servers.some(({ url }) => toUrl(url)?.host === host);
  return isListed ? undefined : 'server-not-allowed';
}

/** Why nobody may sign in to, or sync with, the server at an address. Pure. */
export function refuseServer({ policies, problem }: Organisation, address: string): Verdict {
  if (problem !== undefined) return 'organisation-file-unreadable';
  return isServerAllowed(policies, address) ? undefined : 'server-not-allowed';
}

/** True for the address of a server at or below one that is listed: encrypted where that is, on its host and port. Pure. */
export function isServerAllowed({ enforced: { servers } }: Policies, address: string): boolean {
  if (servers === undefined) return true;
  const wanted = toPlace(address);
  const listed = servers.flatMap(({ url }) => toPlace(url) ?? []);
  return wanted !== undefined && listed.some((place) => wanted.startsWith(place));
}

/** Why nobody may sign in to one more account, where there are so many. Pure. */
export function refuseOneMoreAccount({ policies }: Organisation, accounts: number): Verdict {
  return accounts >= (policies.enforced.maxAccounts ?? Infinity) ? 'too-many-accounts' : undefined;
}

/** Why an account may not be removed. Pure. */
export function refuseAccountRemoval({ policies }: Organisation): Verdict {
  return policies.enforced.mayRemoveAccounts === false ? 'setting-enforced' : undefined;
}

/** Why a setting may not be what somebody asks for. Pure. */
export function refuseSetting<Name extends PolicyName>(
  name: Name,
  asked: PolicySettings[Name],
  { enforced }: Policies,
): Verdict {
  const fixed = enforced[name];
  const isOther = asked !== undefined && fixed !== undefined && JSON.stringify(asked) !== JSON.stringify(fixed);
  return isOther ? 'setting-enforced' : undefined;
}

/** What holds of a setting: what is enforced, else what somebody asked for, else what the organisation proposes. Pure. */
export function resolveSetting<Name extends PolicyName>(
  name: Name,
  asked: PolicySettings[Name],
  policies: Policies,
): PolicySettings[Name] {
  const proposed: PolicySettings = policies.defaults;
  return policies.enforced[name] ?? asked ?? proposed[name];
}

/** Why servers may not be reached in the way that somebody asks for. Pure. */
export function refuseProxy(asked: ProxySettings | undefined, { enforced: { proxy } }: Policies): Verdict {
  const isOther = asked !== undefined && proxy !== undefined && !isSameProxy(asked, proxy);
  return isOther ? 'setting-enforced' : undefined;
}

/** How servers are reached: as somebody asked for, where the organisation has not decided. Pure. */
export function resolveProxy(asked: ProxySettings | undefined, { enforced, defaults }: Policies): ProxySettings {
  if (enforced.proxy === undefined) return asked ?? defaults.proxy ?? { kind: 'system' };
  // Who signs in there is for each person to say, where the organisation does not.
  const isSame = asked?.kind === 'manual' && isSameProxy(asked, enforced.proxy);
  return isSame ? { ...asked, ...enforced.proxy } : enforced.proxy;
}

/** What holds for new directories of the server, as the engine has it. Pure. */
export function toNewDirectoryRule(decided: NewDirectories): NewDirectoryRule {
  return decided.kind === 'ask' ? { kind: 'ask' } : { kind: 'take', askAboveBytes: decided.askAboveBytes };
}

/** True when nobody may sync all the same while a sync folder rests for this reason. Pure. */
export function isRestEnforced(why: string, { enforced }: Policies): boolean {
  switch (why) {
    case 'organisation':
    case 'accounts-file':
      return true;
    case 'clock':
      return enforced.pauseWindows !== undefined;
    case 'metered':
      return enforced.shouldPauseOnMetered === true;
    case 'battery':
      return enforced.shouldPauseOnBattery === true;
    default:
      return false;
  }
}

/** True when both lead to the same proxy; a name that `enforced` leaves open may be anybody's. Pure. */
function isSameProxy(wanted: ProxySettings, enforced: ProxySettings): boolean {
  const isNameOpen = enforced.kind === 'manual' && enforced.userName === undefined;
  const toText = (proxy: ProxySettings): string =>
    JSON.stringify({ ...proxy, ...(isNameOpen ? { userName: undefined } : {}) }, [
      'kind',
      'scheme',
      'host',
      'port',
      'userName',
    ]);
  const toBypass = (proxy: ProxySettings): string => (proxy.kind === 'manual' ? proxy.bypass.join(' ') : '');
  return toText(wanted) === toText(enforced) && toBypass(wanted) === toBypass(enforced);
}

/** Origin and path with a slash at its end, so that one place begins with another only where it lies below it. */
function toPlace(address: string): string | undefined {
  const url = toUrl(address);
  return url === undefined ? undefined : `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/** An address as people write it; undefined for what is none. */
function toUrl(address: string): URL | undefined {
  const text = address.trim();
  return URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`) ?? undefined;
}
