import type { ParsedRequest, RequestInput, RequestName } from '#ipc/contract.ts';
import type { Organisation } from '#policies/policies.ts';
import { changesEnforced } from '#policies/policies.ts';
import {
  refuseAccountRemoval,
  refuseAddress,
  refuseOneMoreAccount,
  refuseProxy,
  refuseSetting,
} from '#policies/policy-rules.ts';
import type { SyncSettings } from '#policies/settings.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';

/** What decides whether the organisation lets a request through. */
export interface GateSetting {
  readonly organisation: Organisation;
  readonly accounts: readonly { readonly id: string }[];
  /** The settings that hold now. */
  readonly sync: SyncSettings;
}

type Gate<Name extends RequestName> = (input: RequestInput<Name>, setting: GateSetting) => UserErrorCode | undefined;

const refuseSignIn: Gate<'signInWithPassword' | 'startBrowserSignIn'> = (input, { organisation, accounts }) => {
  const isKnown = accounts.some(({ id }) => id === input.accountId);
  return (
    refuseAddress(organisation, input.serverUrl) ??
    (isKnown ? undefined : refuseOneMoreAccount(organisation, accounts.length))
  );
};

/** Requests that an organisation can forbid; everything else is open to everybody. */
const GATES: { readonly [Name in RequestName]?: Gate<Name> } = {
  detectServer: ({ url }, { organisation }) => refuseAddress(organisation, url),
  signInWithPassword: refuseSignIn,
  startBrowserSignIn: refuseSignIn,
  addFolder: (_input, { organisation }) =>
    organisation.problem === undefined ? undefined : 'organisation-file-unreadable',
  removeAccount: (_input, { organisation }) => refuseAccountRemoval(organisation),
  changeSyncSettings: ({ settings }, { organisation, sync }) =>
    changesEnforced(sync, settings, organisation.policies) ? 'setting-enforced' : undefined,
  // What is enforced is the whole list.
  changeFolderExcludes: (_input, { organisation }) =>
    organisation.policies.enforced.excludes === undefined ? undefined : 'setting-enforced',
  changeProxySettings: ({ settings }, { organisation }) => refuseProxy(settings, organisation.policies),
  changeSelection: ({ newDirectories }, { organisation }) =>
    refuseSetting('newDirectories', newDirectories, organisation.policies),
};

/**
 * Why the organisation forbids a request; undefined when it does not. Windows do not offer what is forbidden; this is
 * where it is kept from happening. Pure.
 */
export function refuseByPolicy(request: ParsedRequest, setting: GateSetting): UserErrorCode | undefined {
  const gate: Gate<RequestName> | undefined = GATES[request.name];
  return gate?.(request.input, setting);
}
