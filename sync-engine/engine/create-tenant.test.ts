import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTenant, tenantPathFor } from './create-tenant.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bayernbox-tenant-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(text: string): ReturnType<typeof readTenant> {
  const path = join(directory, 'tenant.json');
  writeFileSync(path, text);
  return readTenant(path);
}

it('is read as the editors of Windows write it, with a mark at its beginning', () => {
  expect(read('\uFEFF{"trust":{"isHttpAllowed":true}}')).toMatchObject({
    ok: true,
    value: { trust: { isHttpAllowed: true } },
  });
});

it('in another encoding is told as such', () => {
  const path = join(directory, 'tenant.json');
  writeFileSync(path, Buffer.from('\uFEFF{}', 'utf16le'));

  expect(readTenant(path)).toEqual({ ok: false, path, detail: 'not UTF-8' });
});

it('without a file nothing is allowed beyond what is built in', () => {
  expect(readTenant(join(directory, 'none'))).toEqual({
    ok: true,
    value: {
      registrations: { oidc: {}, oauth2: {} },
      trust: { pinnedCertificates: [], isHttpAllowed: false },
      policies: {},
    },
  });
});

it('a file names the registered program and the certificates that are trusted all the same', () => {
  const sha256 = 'AB:'.repeat(31) + 'cd';
  const file = {
    signIn: { oidc: { clientId: 'bayernbox', redirectPorts: [49200] } },
    trust: { pinnedCertificates: [{ host: 'box.example.org', sha256 }] },
  };

  expect(read(JSON.stringify(file))).toEqual({
    ok: true,
    value: {
      registrations: { oidc: { clientId: 'bayernbox', redirectPorts: [49200] }, oauth2: {} },
      trust: { pinnedCertificates: [{ host: 'box.example.org', sha256 }], isHttpAllowed: false },
      policies: {},
    },
  });
});

it.each([
  ['no JSON', 'trust: none'],
  ['a rule with another name', '{"trust": {"isHttpAlowed": true}}'],
  ['a fingerprint that is too short', '{"trust": {"pinnedCertificates": [{"host": "a", "sha256": "abcd"}]}}'],
  ['a port that only root may open', '{"signIn": {"oidc": {"redirectPorts": [80]}}}'],
])('%s is refused, not ignored', (_what, text) => {
  expect(read(text)).toMatchObject({ ok: false, path: join(directory, 'tenant.json') });
});

it('another file can be named by the environment', () => {
  const names = { productName: 'Nordspeicher', executableName: 'nordspeicher' };

  expect(tenantPathFor(names, { BAYERNBOX_TENANT_FILE: '/srv/tenant.json' })).toBe('/srv/tenant.json');
  expect(tenantPathFor(names, {})).toMatch(/[Nn]ordspeicher.tenant\.json$/);
});
