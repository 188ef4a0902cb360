import type { ParsedRequest, RequestInput, RequestName } from '#ipc/contract.ts';
import type { Organisation, Policies } from '#ipc/policies.ts';
import { changesEnforced } from '#ipc/policies.ts';
import type { ProxySettings } from '#ipc/proxy-settings.ts';
import type { SyncSettings } from '#ipc/settings.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';

/** What decides whether the organisation lets a request through. */
export interface GateSetting {
  readonly organisation: Organisation;
  readonly accounts: number;
  /** The settings that hold now. */
  readonly sync: SyncSettings;
}

type Gate<Name extends RequestName> = (input: RequestInput<Name>, setting: GateSetting) => UserErrorCode | undefined;

const refuseSignIn: Gate<'signInWithPassword' | 'startBrowserSignIn'> = (input, { organisation, accounts }) => {
  const isOneMore =
    input.accountId === undefined && accounts >= (organisation.policies.enforced.maxAccounts ?? Infinity);
  return refuseServer(organisation, input.serverUrl) ?? (isOneMore ? 'too-many-accounts' : undefined);
};

/** Requests that an organisation can forbid; everything else is open to everybody. */
const GATES: { readonly [Name in RequestName]?: Gate<Name> } = {
  detectServer: ({ url }, { organisation }) => refuseServer(organisation, url),
  signInWithPassword: refuseSignIn,
  startBrowserSignIn: refuseSignIn,
  addFolder: (_input, { organisation }) =>
    organisation.problem === undefined ? undefined : 'organisation-file-unreadable',
  removeAccount: (_input, { organisation }) =>
    organisation.policies.enforced.mayRemoveAccounts === false ? 'setting-enforced' : undefined,
  changeSyncSettings: ({ settings }, { organisation, sync }) =>
    changesEnforced(sync, settings, organisation.policies) ? 'setting-enforced' : undefined,
  changeFolderExcludes: (_input, { organisation }) =>
    organisation.policies.enforced.excludes === undefined ? undefined : 'setting-enforced',
  changeProxySettings: ({ settings }, { organisation }) => {
    const { proxy } = organisation.policies.enforced;
    return proxy === undefined || isSameProxy(settings, proxy) ? undefined : 'setting-enforced';
  },
  changeSelection: ({ newDirectories: wanted }, { organisation }) => {
    const { newDirectories } = organisation.policies.enforced;
    if (newDirectories === undefined || wanted === undefined) return undefined;
    return JSON.stringify(wanted) === JSON.stringify(newDirectories) ? undefined : 'setting-enforced';
  },
};

/**
 * Why the organisation forbids a request; undefined when it does not. Windows do not offer what is forbidden; this is
 * where it is kept from happening. Pure.
 */
export function refuseByPolicy(request: ParsedRequest, setting: GateSetting): UserErrorCode | undefined {
  const gate: Gate<RequestName> | undefined = GATES[request.name];
  return gate?.(request.input, setting);
}

/** True when both lead to the same proxy; a name that `enforced` leaves open may be anybody's. Pure. */
export function isSameProxy(wanted: ProxySettings, enforced: ProxySettings): boolean {
  const isNameOpen = wanted.kind === 'manual' && enforced.kind === 'manual' && enforced.userName === undefined;
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

function refuseServer({ policies, problem }: Organisation, typed: string): UserErrorCode | undefined {
  if (problem !== undefined) return 'organisation-file-unreadable';
  return isServerAllowed(policies, typed) ? undefined : 'server-not-allowed';
}

/** True for an address, as people write it, that the organisation has not forbidden. Pure. */
export function isServerAllowed({ enforced: { servers } }: Policies, typed: string): boolean {
  const wanted = toComparable(typed);
  return servers === undefined || (wanted !== undefined && servers.some(({ url }) => toComparable(url) === wanted));
}

/** An address as people write it, in one form; undefined for what is none. */
function toComparable(address: string): string | undefined {
  const text = address.trim();
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return url === null ? undefined : `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
