import { describe, expect, it } from 'vitest';
import type { ParsedRequest } from '#ipc/contract.ts';
import { NO_POLICIES, policiesSchema } from '#policies/policies.ts';
import type { Organisation } from '#policies/policies.ts';
import { DEFAULT_SYNC_SETTINGS } from '#policies/settings.ts';
import { refuseByPolicy } from './policy-gate.ts';

const sync = DEFAULT_SYNC_SETTINGS;
const signIn = { serverUrl: 'https://box.amt.example', userName: 'anna', password: 'pw' };
const selection = { folderId: 'f', seen: [], deselected: [] };

function refuse(request: ParsedRequest, enforced: object, ids: readonly string[] = []): string | undefined {
  const organisation: Organisation = { policies: policiesSchema.parse({ enforced }) };
  return refuseByPolicy(request, { organisation, accounts: ids.map((id) => ({ id })), sync });
}

const proxy = { kind: 'manual', scheme: 'http', host: 'proxy.amt.example', port: 3128, bypass: [] } as const;
const servers = { servers: [{ name: 'Amt', url: 'https://box.amt.example/' }] };

describe('what an organisation has enforced', () => {
  it.each<[ParsedRequest, object, readonly string[], string | undefined]>([
    [{ name: 'detectServer', input: { url: ' Box.amt.example ' } }, servers, [], undefined],
    [
      { name: 'detectServer', input: { url: 'https://box.amt.example.evil.example' } },
      servers,
      [],
      'server-not-allowed',
    ],
    [{ name: 'detectServer', input: { url: 'box.amt.example/index.php/apps/files' } }, servers, [], undefined],
    [{ name: 'detectServer', input: { url: 'https://box.amt.example:8443' } }, servers, [], 'server-not-allowed'],
    [
      { name: 'detectServer', input: { url: 'https://box.amt.example@evil.example' } },
      servers,
      [],
      'server-not-allowed',
    ],
    [{ name: 'detectServer', input: { url: 'https://' } }, servers, [], 'server-not-allowed'],
    [{ name: 'signInWithPassword', input: signIn }, servers, [], undefined],
    [{ name: 'startBrowserSignIn', input: { serverUrl: 'https://other.example' } }, servers, [], 'server-not-allowed'],
    [{ name: 'signInWithPassword', input: signIn }, { maxAccounts: 1 }, ['a'], 'too-many-accounts'],
    [{ name: 'signInWithPassword', input: { ...signIn, accountId: 'a' } }, { maxAccounts: 1 }, ['a'], undefined],
    [
      { name: 'signInWithPassword', input: { ...signIn, accountId: 'none' } },
      { maxAccounts: 1 },
      ['a'],
      'too-many-accounts',
    ],
    [{ name: 'removeAccount', input: { accountId: 'a' } }, { mayRemoveAccounts: false }, ['a'], 'setting-enforced'],
    [{ name: 'removeAccount', input: { accountId: 'a' } }, {}, ['a'], undefined],
    [
      { name: 'changeSyncSettings', input: { settings: { ...sync, excludes: '*.x' } } },
      { excludes: '' },
      [],
      'setting-enforced',
    ],
    [
      { name: 'changeSyncSettings', input: { settings: { ...sync, excludes: '*.x' } } },
      { theme: 'dark' },
      [],
      undefined,
    ],
    [
      { name: 'changeFolderExcludes', input: { folderId: 'f', excludes: '*.x' } },
      { excludes: '' },
      [],
      'setting-enforced',
    ],
    [{ name: 'changeFolderExcludes', input: { folderId: 'f', excludes: '*.x' } }, {}, [], undefined],
    [
      { name: 'changeSelection', input: { ...selection, newDirectories: { kind: 'take' } } },
      { newDirectories: { kind: 'ask' } },
      [],
      'setting-enforced',
    ],
    [
      { name: 'changeProxySettings', input: { settings: { ...proxy, userName: 'anna' }, password: 'pw' } },
      { proxy },
      [],
      undefined,
    ],
    [{ name: 'changeProxySettings', input: { settings: { ...proxy, port: 1 } } }, { proxy }, [], 'setting-enforced'],
    [
      { name: 'changeProxySettings', input: { settings: { ...proxy, bypass: ['*'] } } },
      { proxy },
      [],
      'setting-enforced',
    ],
    [{ name: 'changeProxySettings', input: { settings: { kind: 'direct' } } }, { proxy }, [], 'setting-enforced'],
    [{ name: 'changeSelection', input: selection }, { newDirectories: { kind: 'ask' } }, [], undefined],
  ])('holds for %j under %j with the accounts %j: %s', (...[request, enforced, accounts, code]) => {
    expect(refuse(request, enforced, accounts)).toBe(code);
  });

  it.each<ParsedRequest>([
    { name: 'detectServer', input: { url: 'https://box.example' } },
    { name: 'signInWithPassword', input: signIn },
    { name: 'startBrowserSignIn', input: { serverUrl: 'https://box.example' } },
    { name: 'addFolder', input: { accountId: 'a', remotePath: '', localPath: '/x' } },
  ])('lets nobody begin anything while it cannot be read: $name', (request) => {
    const organisation = { policies: NO_POLICIES, problem: { path: '/etc/x', detail: 'not JSON' } };

    expect(refuseByPolicy(request, { organisation, accounts: [], sync })).toBe('organisation-file-unreadable');
  });
});
