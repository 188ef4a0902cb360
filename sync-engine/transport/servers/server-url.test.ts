import { describe, expect, it } from 'vitest';
import { parseServerUrl, toInstallations } from './server-url.ts';

describe('parseServerUrl', () => {
  it.each([
    ['https://cloud.example.org', 'https://cloud.example.org', ''],
    ['cloud.example.org', 'https://cloud.example.org', ''],
    [' cloud.example.org:8443/ ', 'https://cloud.example.org:8443', ''],
    ['https://example.org/owncloud/', 'https://example.org', '/owncloud'],
    ['https://example.org/owncloud/index.php/apps/files/?dir=/x#y', 'https://example.org', '/owncloud'],
    ['https://example.org/remote.php/dav/files/anna/', 'https://example.org', ''],
    ['https://example.org/remote.php/webdav', 'https://example.org', ''],
    ['https://example.org/dav/spaces/a$b', 'https://example.org', ''],
    ['https://example.org/files/spaces/personal/anna', 'https://example.org', ''],
    ['https://cloud.example.org/login?redirect_url=%2Fapps#top', 'https://cloud.example.org', ''],
    ['<https://cloud.example.org/>', 'https://cloud.example.org', ''],
    ['„https://cloud.example.org“', 'https://cloud.example.org', ''],
    ['HTTPS://Cloud.Example.ORG', 'https://cloud.example.org', ''],
    ['https://bürger.example.org', 'https://xn--brger-kva.example.org', ''],
    ['http://127.0.0.1:9200', 'http://127.0.0.1:9200', ''],
    ['http://localhost:9200/', 'http://localhost:9200', ''],
    ['http://[::1]:9200/', 'http://[::1]:9200', ''],
  ])('reads %s', (typed, origin, basePath) => {
    expect(parseServerUrl(typed)).toEqual({ ok: true, value: { origin, basePath } });
  });

  it.each([
    ['http://cloud.example.org', 'encryption-missing'],
    ['http://127.0.0.1.example.org', 'encryption-missing'],
    ['http://10.0.0.1', 'encryption-missing'],
    ['ftp://example.org', 'not-an-owncloud'],
    ['https://anna:secret@example.org', 'not-an-owncloud'],
    ['https://', 'not-an-owncloud'],
    ['', 'not-an-owncloud'],
  ])('refuses %j: %s', (typed, code) => {
    const result = parseServerUrl(typed);

    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});

it('takes http beyond this machine only where a policy allows it', () => {
  expect(parseServerUrl('http://cloud.example.org', true)).toMatchObject({ ok: true });
});

describe('toInstallations', () => {
  it.each([
    ['', ['', '/owncloud']],
    ['/owncloud', ['/owncloud', '']],
    ['/a/b', ['/a/b', '/a', '']],
    ['/1/2/3/4/5/6', ['/1/2/3/4', '/1/2/3', '/1/2', '/1', '']],
  ])('looks for %j at %j', (basePath, expected) => {
    const found = toInstallations({ origin: 'https://cloud.example.org', basePath });

    expect(found.map((address) => address.basePath)).toEqual(expected);
  });
});
