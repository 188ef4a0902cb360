import { describe, expect, it } from 'vitest';
import { readNetworkArguments, toProxySetting } from './network-arguments.ts';

const read = (texts: Readonly<Record<string, string>>) => readNetworkArguments(new Map(Object.entries(texts)));

describe('readNetworkArguments', () => {
  it.each([
    ['http://proxy.example.org:3128', { kind: 'manual', host: 'proxy.example.org', port: 3128, userName: undefined }],
    ['proxy.example.org', { kind: 'manual', host: 'proxy.example.org', port: 8080, userName: undefined }],
    ['http://Max%20M@10.0.0.1:1', { kind: 'manual', host: '10.0.0.1', port: 1, userName: 'Max M' }],
    ['env', { kind: 'system' }],
    ['direct', { kind: 'direct' }],
  ])('takes %s as a proxy', (proxy, expected) => {
    expect(read({ proxy })).toMatchObject({ proxy: expected });
  });

  it('takes hosts that are reached without the proxy', () => {
    expect(read({ proxy: 'p:1', 'proxy-bypass': '.intern.example.org,10.0.0.0/8' })).toMatchObject({
      proxy: { bypass: ['.intern.example.org', '10.0.0.0/8'] },
    });
  });

  it.each([
    [{ 'limit-up': '0' }, 'value-not-allowed', '--limit-up'],
    [{ 'limit-window': '8-17' }, 'value-not-allowed', '--limit-window'],
    [{ 'pause-window': 'xx 08:00-09:00' }, 'value-not-allowed', '--pause-window'],
    [{ proxy: 'socks5://p:1' }, 'value-not-allowed', '--proxy'],
    [{ proxy: 'http://p:1/path' }, 'value-not-allowed', '--proxy'],
    [{ proxy: 'http://anna:secret@p:1' }, 'password-in-url', '--proxy'],
  ])('refuses %j and names the option, not the value', (texts, problem, subject) => {
    expect(read({ ...texts })).toEqual({ problem, subject });
  });
});

describe('toProxySetting', () => {
  const environment = { https_proxy: 'http://p:1', BAYERNBOX_PROXY_PASSWORD: 'secret', BAYERNBOX_PASSWORD: 'other' };

  it('takes the password of the proxy from the environment', () => {
    const manual = { kind: 'manual', scheme: 'http', host: 'p', port: 1, userName: 'anna', bypass: [] } as const;

    expect([
      toProxySetting(manual, environment),
      toProxySetting({ ...manual, userName: undefined }, environment),
    ]).toMatchObject([{ credentials: { userName: 'anna', password: 'secret' } }, { credentials: undefined }]);
  });

  it('keeps of the environment what names proxies, and no password of others', () => {
    expect(JSON.stringify(toProxySetting({ kind: 'system' }, environment))).toBe(
      '{"kind":"environment","variables":{"https_proxy":"http://p:1"}}',
    );
  });
});
