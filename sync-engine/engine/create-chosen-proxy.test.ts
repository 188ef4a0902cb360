import { expect, it } from 'vitest';
import type { SecretVault } from '../auth/kept-secrets.ts';
import type { ProxyChoice } from '../core/model/proxy-setting.ts';
import { MemoryLogger } from '../logger/memory-logger.ts';
import { createChosenProxy } from './create-chosen-proxy.ts';

const MANUAL: ProxyChoice = {
  kind: 'manual',
  scheme: 'http',
  host: 'proxy.example.org',
  port: 3128,
  bypass: [],
  userName: 'anna',
};

it('keeps the last choice, and no password of the one before, while the keychain asks its person', async () => {
  const kept = new Map<string, string>();
  const answered = Promise.withResolvers<undefined>();
  const vault: SecretVault = {
    read: (key) => Promise.resolve({ ok: true, value: kept.get(key) }),
    async write(key, secret) {
      await answered.promise;
      kept.set(key, secret);
      return { ok: true, value: undefined };
    },
    remove(key) {
      kept.delete(key);
      return Promise.resolve({ ok: true, value: undefined });
    },
  };
  const proxy = createChosenProxy({ findSystemProxy: undefined, logger: new MemoryLogger(), secrets: vault });

  const choices = [proxy.choose(MANUAL, 'geheim'), proxy.choose({ kind: 'direct' }, undefined)];
  answered.resolve(undefined);
  await Promise.all(choices);

  const { setting } = proxy;
  expect(setting.kind === 'changing' ? await setting.current() : setting).toEqual({ kind: 'direct' });
  expect(kept.size).toBe(0);
});
