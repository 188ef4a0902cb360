import { describe, expect, it } from 'vitest';
import type { ParsedRequest } from '#ipc/contract.ts';
import { NO_POLICIES, policiesSchema } from '#ipc/policies.ts';
import type { Organisation } from '#ipc/policies.ts';
import { DEFAULT_SYNC_SETTINGS } from '#ipc/settings.ts';
import { refuseByPolicy } from './policy-gate.ts';

const sync = DEFAULT_SYNC_SETTINGS;
const signIn = { serverUrl: 'https://box.amt.example', userName: 'anna', password: 'pw' };
const selection = { folderId: 'f', seen: [], deselected: [] };

function refuse(request: ParsedRequest, enforced: object, accounts = 0): string | undefined {
  const organisation: Organisation = { policies: policiesSchema.parse({ enforced }) };
  return refuseByPolicy(request, { organisation, accounts, sync });
}

const proxy = { kind: 'manual', scheme: 'http', host: 'proxy.amt.example', port: 3128, bypass: [] } as const;
const servers = { servers: [{ name: 'Amt', url: 'https://box.amt.example/' }] };

describe('what an organisation has enforced', () => {
  it.each<[ParsedRequest, object, number, string | undefined]>([
    [{ name: 'detectServer', input: { url: ' Box.amt.example ' } }, servers, 0, undefined],
    [
      { name: 'detectServer', input: { url: 'https://box.amt.example.evil.example' } },
      servers,
      0,
      'server-not-allowed',
    ],
    [{ name: 'detectServer', input: { url: 'http://box.amt.example' } }, servers, 0, 'server-not-allowed'],
    [{ name: 'detectServer', input: { url: 'https://' } }, servers, 0, 'server-not-allowed'],
    [{ name: 'signInWithPassword', input: signIn }, servers, 0, undefined],
    [{ name: 'startBrowserSignIn', input: { serverUrl: 'https://other.example' } }, servers, 0, 'server-not-allowed'],
    [{ name: 'signInWithPassword', input: signIn }, { maxAccounts: 1 }, 1, 'too-many-accounts'],
    [{ name: 'signInWithPassword', input: { ...signIn, accountId: 'a' } }, { maxAccounts: 1 }, 1, undefined],
    [{ name: 'removeAccount', input: { accountId: 'a' } }, { mayRemoveAccounts: false }, 1, 'setting-enforced'],
    [{ name: 'removeAccount', input: { accountId: 'a' } }, {}, 1, undefined],
    [
      { name: 'changeSyncSettings', input: { settings: { ...sync, excludes: '*.x' } } },
      { excludes: '' },
      0,
      'setting-enforced',
    ],
    [
      { name: 'changeSyncSettings', input: { settings: { ...sync, excludes: '*.x' } } },
      { theme: 'dark' },
      0,
      undefined,
    ],
    [
      { name: 'changeFolderExcludes', input: { folderId: 'f', excludes: '*.x' } },
      { excludes: '' },
      0,
      'setting-enforced',
    ],
    [{ name: 'changeFolderExcludes', input: { folderId: 'f', excludes: '*.x' } }, {}, 0, undefined],
    [
      { name: 'changeSelection', input: { ...selection, newDirectories: { kind: 'take' } } },
      { newDirectories: { kind: 'ask' } },
      0,
      'setting-enforced',
    ],
    [
      { name: 'changeProxySettings', input: { settings: { ...proxy, userName: 'anna' }, password: 'pw' } },
      { proxy },
      0,
      undefined,
    ],
    [{ name: 'changeProxySettings', input: { settings: { ...proxy, port: 1 } } }, { proxy }, 0, 'setting-enforced'],
    [
      { name: 'changeProxySettings', input: { settings: { ...proxy, bypass: ['*'] } } },
      { proxy },
      0,
      'setting-enforced',
    ],
    [{ name: 'changeProxySettings', input: { settings: { kind: 'direct' } } }, { proxy }, 0, 'setting-enforced'],
    [{ name: 'changeSelection', input: selection }, { newDirectories: { kind: 'ask' } }, 0, undefined],
  ])('holds for %j under %j with %d accounts: %s', (...[request, enforced, accounts, code]) => {
    expect(refuse(request, enforced, accounts)).toBe(code);
  });

  it.each<ParsedRequest>([
    { name: 'detectServer', input: { url: 'https://box.example' } },
    { name: 'signInWithPassword', input: signIn },
    { name: 'startBrowserSignIn', input: { serverUrl: 'https://box.example' } },
    { name: 'addFolder', input: { accountId: 'a', remotePath: '', localPath: '/x' } },
  ])('lets nobody begin anything while it cannot be read: $name', (request) => {
    const organisation = { policies: NO_POLICIES, problem: { path: '/etc/x', detail: 'not JSON' } };

    expect(refuseByPolicy(request, { organisation, accounts: 0, sync })).toBe('organisation-file-unreadable');
  });
});
