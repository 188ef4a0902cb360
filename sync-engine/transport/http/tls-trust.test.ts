import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startForwardProxy } from '#dev-server/testing/forward-proxy.ts';
import { createFetcher } from './fetch.ts';
import type { FetchResult } from './fetch.ts';
import { createTestAuthority } from '../test-authority.ts';
import type { TestAuthority, TestCertificate } from '../test-authority.ts';
import { STRICT_TRUST } from './tls-trust.ts';
import type { PinnedCertificate } from './tls-trust.ts';

const NEVER = new AbortController().signal;

let authority: TestAuthority;
let server: Server | undefined;
let received: string[] = [];

beforeAll(() => {
  authority = createTestAuthority();
});
afterAll(() => authority[Symbol.dispose]());
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve({ cert, key }: TestCertificate): Promise<string> {
  received = [];
  const started = createServer({ cert, key }, (request, response) => {
    received.push(request.headers['x-secret'] as string);
    response.end('hello');
  });
  server = started;
  await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve));
  // A listening TCP server always has an AddressInfo.
  return `https://127.0.0.1:${(started.address() as AddressInfo).port}/`;
}

async function ask(url: string, pinnedCertificates: readonly PinnedCertificate[] = []): Promise<FetchResult> {
  const fetcher = createFetcher({
    version: '1.2.3',
    inactivityMs: 5000,
    trust: { ...STRICT_TRUST, pinnedCertificates },
  });
  try {
    return await fetcher.fetch(url, { method: 'GET', headers: { 'X-Secret': 'geheim' }, signal: NEVER });
  } finally {
    fetcher.close();
  }
}

describe('without an exception', () => {
  it.each([
    ['expired', 'certificate-expired', () => authority.issue({ hasExpired: true })],
    ['of an unknown issuer', 'certificate-untrusted', () => authority.issue()],
    ['that vouches for itself', 'certificate-untrusted', () => authority.issueSelfSigned()],
  ])('a certificate %s ends in %s, and nothing is sent', async (_which, code, issue) => {
    // An expired one of an unknown issuer would be told as unknown: that comes first on the way up.
    const isKnown = code === 'certificate-expired';
    const url = await serve(issue());

    const result = isKnown ? await askTrusting(url) : await ask(url);

    expect(result).toMatchObject({ kind: 'no-answer', error: { code } });
    expect(received).toEqual([]);
  });
});

describe("an issuer in the system's trust store", () => {
  it('is believed', async () => {
    expect(await askTrusting(await serve(authority.issue()))).toMatchObject({ kind: 'answer', text: 'hello' });
  });

  it('is not believed about another name', async () => {
    const result = await askTrusting(await serve(authority.issue({ name: 'cloud.example.org' })));

    expect([result, received]).toMatchObject([{ kind: 'no-answer', error: { code: 'certificate-wrong-name' } }, []]);
  });
});

describe('a pinned certificate', () => {
  it.each([
    ['expired', { hasExpired: true }],
    ['of another name', { name: 'cloud.example.org' }],
  ])('is believed although it is %s and of an unknown issuer', async (_which, options) => {
    const certificate = authority.issue(options);
    const url = await serve(certificate);
    const upper = (certificate.sha256.match(/../g) ?? []).join(':').toUpperCase();

    for (const sha256 of [certificate.sha256, upper])
      expect(await ask(url, [{ host: '127.0.0.1', sha256 }])).toMatchObject({ kind: 'answer', text: 'hello' });
  });

  it('is one certificate on one host: another one gets not a byte', async () => {
    const pinned = authority.issue();
    const url = await serve(authority.issue());

    const other = await ask(url, [{ host: '127.0.0.1', sha256: pinned.sha256 }]);
    const elsewhere = await ask(await serve(pinned), [{ host: 'localhost', sha256: pinned.sha256 }]);

    for (const result of [other, elsewhere])
      expect(result).toMatchObject({ kind: 'no-answer', error: { code: 'certificate-untrusted' } });
    expect(received).toEqual([]);
  });
});

describe('through a proxy', () => {
  it.each([
    ['that certificate', true, { kind: 'answer', text: 'hello' }],
    ['any other', false, { kind: 'no-answer', error: { code: 'certificate-untrusted' } }],
  ])('an exception counts for %s', async (_which, isRight, expected) => {
    const certificate = authority.issue();
    const { port } = new URL(await serve(certificate));
    await using proxy = await startForwardProxy(Number(port));
    const sha256 = isRight ? certificate.sha256 : authority.issue().sha256;
    const fetcher = createFetcher({
      version: '1.2.3',
      inactivityMs: 5000,
      trust: { ...STRICT_TRUST, pinnedCertificates: [{ host: 'box.invalid', sha256 }] },
      proxy: {
        kind: 'manual',
        scheme: 'http',
        host: '127.0.0.1',
        port: proxy.port,
        credentials: undefined,
        bypass: [],
      },
    });

    const request = { method: 'GET', headers: { 'X-Secret': 'geheim' }, signal: NEVER };
    expect(await fetcher.fetch('https://box.invalid/', request)).toMatchObject(expected);

    fetcher.close();
    expect([proxy.names, received.length]).toEqual([['box.invalid:443'], isRight ? 1 : 0]);
  });
});

describe('a proxy that is spoken to over TLS', () => {
  it("is believed when the system's trust store holds its issuer, and not otherwise", async () => {
    const { port } = new URL(await serve(authority.issue()));
    server?.on('connect', (_request, client) => client.end('HTTP/1.1 407 Who Are You\r\n\r\n'));
    const proxy = { HTTPS_PROXY: `https://localhost:${port}` };
    const unbelieving = createFetcher({
      version: '1.2.3',
      inactivityMs: 5000,
      trust: STRICT_TRUST,
      proxy: { kind: 'environment', variables: proxy },
    });

    const believed = await askTrusting('https://box.invalid/', proxy);
    const refused = await unbelieving.fetch('https://box.invalid/', { method: 'GET', headers: {}, signal: NEVER });

    unbelieving.close();
    expect([believed, refused]).toMatchObject([
      { kind: 'no-answer', error: { code: 'proxy-sign-in-needed' } },
      { kind: 'no-answer', error: { code: 'certificate-untrusted' } },
    ]);
  });
});

it('plain http is not spoken beyond this machine', async () => {
  expect(await ask('http://192.0.2.1/')).toMatchObject({ kind: 'no-answer', error: { code: 'encryption-missing' } });
});

/** Asks in a process whose system trust store holds the test's issuer. */
async function askTrusting(url: string, variables: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const program = fileURLToPath(new URL('../fetch-process.ts', import.meta.url));
  const { PATH = '' } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [program, url], {
    env: { PATH, SSL_CERT_FILE: authority.file, ...variables },
  });
  return JSON.parse(stdout);
}
