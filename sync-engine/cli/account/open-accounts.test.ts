import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openAccounts } from './open-accounts.ts';
import { readRules } from '../organisation-rules.ts';

it('the password of the proxy leaves the environment, where every program that is started would have it', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'bayernbox-open-accounts-'));
  vi.stubEnv('BAYERNBOX_TENANT_FILE', join(stateDirectory, 'none.json'));
  vi.stubEnv('BAYERNBOX_PROXY_PASSWORD', 'geheim');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(stateDirectory, { recursive: true });
  });
  const rules = readRules('en');
  if (rules === undefined) throw new Error('no rules');
  const proxy = {
    kind: 'manual',
    scheme: 'http',
    host: 'proxy.amt.example',
    port: 3128,
    userName: 'anna',
    bypass: [],
  } as const;

  const opened = openAccounts(rules, { stateDirectory, language: 'en', proxy });

  expect(JSON.stringify(process.env)).not.toContain('geheim');
  expect(JSON.stringify(opened.proxy)).toContain('geheim');
  await opened.accounts.close();
});
