import { describe, expect, it } from 'vitest';
import { NO_POLICIES, policiesSchema } from './policies.ts';
import {
  isServerAllowed,
  refuseAddress,
  refuseOneMoreAccount,
  refuseServer,
  refuseSetting,
  resolveProxy,
  resolveSetting,
} from './policy-rules.ts';

const decide = (content: object) => policiesSchema.parse(content);
const listed = decide({
  enforced: {
    servers: [
      { name: 'Amt', url: 'https://box.amt.example' },
      { name: 'Schulen', url: 'https://schulen.example/owncloud/' },
    ],
  },
});
const unreadable = { policies: NO_POLICIES, problem: { path: '/etc/x', detail: 'not JSON' } };

describe('a server', () => {
  it.each([
    ['https://box.amt.example', true],
    ['https://box.amt.example/owncloud', true],
    ['HTTPS://Box.Amt.example:443/', true],
    ['https://schulen.example/owncloud', true],
    ['https://schulen.example/owncloud/remote.php', true],
    ['https://schulen.example', false],
    ['https://schulen.example/owncloud2', false],
    ['https://schulen.example/owncloud/../other', false],
    ['http://box.amt.example', false],
    ['https://box.amt.example:8443', false],
    ['https://box.amt.example.evil.example', false],
    ['https://box.amt.example@evil.example', false],
    ['', false],
  ])('%j is allowed where its place is listed: %s', (address, isAllowed) => {
    expect(isServerAllowed(listed, address)).toBe(isAllowed);
    expect(refuseServer({ policies: listed }, address)).toBe(isAllowed ? undefined : 'server-not-allowed');
  });

  it.each(['schulen.example', 'http://box.amt.example', ' box.amt.example/index.php/apps/files?dir=/x '])(
    'may be asked at %j, to find out where on its host it is',
    (typed) => expect(refuseAddress({ policies: listed }, typed)).toBeUndefined(),
  );

  it.each(['box.evil.example', 'https://'])('may not be asked at %j, which is another host or none', (typed) => {
    expect(refuseAddress({ policies: listed }, typed)).toBe('server-not-allowed');
    expect(refuseAddress({ policies: NO_POLICIES }, typed)).toBeUndefined();
  });

  it('is anybody’s choice where nothing is enforced, and nobody’s while the file cannot be read', () => {
    const anywhere = 'https://box.example';

    expect([refuseAddress({ policies: NO_POLICIES }, anywhere), refuseAddress(unreadable, anywhere)]).toEqual([
      undefined,
      'organisation-file-unreadable',
    ]);
    expect([refuseServer({ policies: NO_POLICIES }, anywhere), refuseServer(unreadable, anywhere)]).toEqual([
      undefined,
      'organisation-file-unreadable',
    ]);
  });
});

it('as many accounts as are enforced are enough', () => {
  const policies = decide({ enforced: { maxAccounts: 2 } });

  expect([1, 2].map((accounts) => refuseOneMoreAccount({ policies }, accounts))).toEqual([
    undefined,
    'too-many-accounts',
  ]);
});

describe('a setting that somebody asks for', () => {
  const policies = decide({
    enforced: { newDirectories: { kind: 'ask' } },
    defaults: { limitUpBytesPerSecond: 50_000 },
  });

  it('is refused where the organisation has enforced another one', () => {
    expect(refuseSetting('newDirectories', { kind: 'take' }, policies)).toBe('setting-enforced');
    expect(refuseSetting('newDirectories', { kind: 'ask' }, policies)).toBeUndefined();
    expect(refuseSetting('limitUpBytesPerSecond', 60_000, policies)).toBeUndefined();
  });

  it('goes before what the organisation proposes, and behind what it enforces', () => {
    expect(resolveSetting('newDirectories', { kind: 'take' }, policies)).toEqual({ kind: 'ask' });
    expect(resolveSetting('limitUpBytesPerSecond', 60_000, policies)).toBe(60_000);
    expect(resolveSetting('limitUpBytesPerSecond', undefined, policies)).toBe(50_000);
    expect(resolveSetting('limitDownBytesPerSecond', undefined, policies)).toBeUndefined();
  });
});

describe('the proxy', () => {
  const proxy = { kind: 'manual', scheme: 'http', host: 'proxy.amt.example', port: 3128, bypass: ['.amt'] } as const;
  const enforced = decide({ enforced: { proxy } });

  it('that is enforced leaves it to people who signs in there', () => {
    expect(resolveProxy({ ...proxy, userName: 'anna' }, enforced)).toEqual({ ...proxy, userName: 'anna' });
    expect(resolveProxy({ ...proxy, host: 'other', userName: 'anna' }, enforced)).toEqual(proxy);
    expect(resolveProxy(undefined, enforced)).toEqual(proxy);
  });

  it('is what somebody asks for, else what the organisation proposes, else the system’s', () => {
    const proposed = decide({ defaults: { proxy } });

    expect(resolveProxy({ kind: 'direct' }, proposed)).toEqual({ kind: 'direct' });
    expect(resolveProxy(undefined, proposed)).toEqual(proxy);
    expect(resolveProxy(undefined, NO_POLICIES)).toEqual({ kind: 'system' });
  });
});
