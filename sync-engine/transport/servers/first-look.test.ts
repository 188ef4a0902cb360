import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer } from '#dev-server/testing/test-server.ts';
import type { Detection } from '../../core/model/account.ts';
import type { Fetcher, FetchResult } from '../http/fetch.ts';
import { createFetcher } from '../http/fetch.ts';
import { lookAtAddress } from './first-look.ts';
import type { ReceivedRequest, ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { toNetworkFailure } from '../http/network-error.ts';
import { STRICT_TRUST } from '../http/tls-trust.ts';

const NEVER = new AbortController().signal;
const STATUS = {
  installed: true,
  maintenance: false,
  version: '10.15.0.4',
  versionstring: '10.15.0',
  productname: 'ownCloud',
  product: 'ownCloud',
};
const OCIS = { ...STATUS, version: '10.11.0.0', productname: 'Infinite Scale', product: 'Infinite Scale' };

async function look(typed: string, inactivityMs = 5000): Promise<Detection> {
  const fetcher = createFetcher({ version: '1.2.3', inactivityMs, trust: STRICT_TRUST });
  try {
    return await lookAtAddress(typed, { fetcher, trust: STRICT_TRUST, signal: NEVER });
  } finally {
    fetcher.close();
  }
}

async function lookFor(typed: string): Promise<unknown> {
  const detection = await look(typed);
  return detection.kind === 'found' ? detection.server.address : detection.code;
}

describe('a server of either family', () => {
  it('is found with its kind, version, spaces and ways to sign in (Infinite Scale)', async () => {
    await using test = await startTestServer('infinite-scale');

    expect(await look(test.server.url)).toEqual({
      kind: 'found',
      server: {
        address: test.server.url,
        displayAddress: test.server.url,
        movedFrom: undefined,
        kind: 'infinite-scale',
        productName: 'Infinite Scale',
        version: '7.1.0',
        hasSpaces: true,
        hasPush: true,
        methods: [{ kind: 'oidc', issuer: test.server.url }, { kind: 'password' }, { kind: 'token' }],
      },
    });
  });

  it('is found with its kind, version and ways to sign in (ownCloud 10)', async () => {
    await using test = await startTestServer('owncloud10');

    expect(await look(test.server.url)).toMatchObject({
      kind: 'found',
      server: { kind: 'owncloud10', productName: 'ownCloud', version: '10.15.0', methods: [{ kind: 'password' }] },
    });
  });

  it('is not asked with anything that could sign somebody in', async () => {
    await using test = await startTestServer('infinite-scale');

    await look(`${test.server.url}/index.php/apps/files`);

    for (const { requestHeaders } of test.server.requestLog.entries)
      expect(Object.keys(requestHeaders).filter((name) => /authorization|cookie/i.test(name))).toEqual([]);
  });
});

describe('on a server that does as a test says', () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  /** JSON at some paths, 404 elsewhere. */
  function serve(documents: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}): void {
    server.answer(({ path }, response) => {
      const document = documents[path.split('?')[0] ?? ''];
      if (document === undefined) response.writeHead(401, headers).end('<html>no</html>');
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
    });
  }

  it.each([
    ['/owncloud', '/owncloud'],
    ['/owncloud/', '/owncloud'],
    ['/owncloud/index.php/apps/files/?dir=/Akten&fileid=3#top', '/owncloud'],
    ['/owncloud/login?redirect_url=/x', '/owncloud'],
    ['/owncloud/remote.php/dav/files/anna/Akten', '/owncloud'],
    ['/owncloud/some/page', '/owncloud'],
    ['', '/owncloud'],
  ])('%j leads to the installation at %j', async (typed, basePath) => {
    serve({ '/owncloud/status.php': STATUS });

    expect(await lookFor(server.url + typed)).toBe(server.url + basePath);
  });

  it('a page above the installation leads to it', async () => {
    serve({ '/status.php': STATUS });

    expect(await lookFor(`${server.url}/welcome/to/our/cloud`)).toBe(server.url);
  });

  it.each([
    ['maintenance', { ...STATUS, maintenance: true }, 'server-maintenance'],
    ['an ownCloud of old', { ...STATUS, version: '9.1.8.2', versionstring: '9.1.8' }, 'server-too-old'],
    ['an Infinite Scale of old', { ...OCIS, productversion: '1.20.0' }, 'server-too-old'],
    [
      'Nextcloud',
      { ...STATUS, productname: 'Nextcloud', versionstring: '31.0.2', version: '31.0.2.1' },
      'not-an-owncloud',
    ],
    [
      'a renamed Nextcloud',
      { ...STATUS, productname: 'Stadtwolke', product: '', versionstring: '31.0.2' },
      'not-an-owncloud',
    ],
    ['an ownCloud that is not installed yet', { ...STATUS, installed: false }, 'not-an-owncloud'],
    ['other JSON', { hello: 'world' }, 'not-an-owncloud'],
  ])('%s is told as such', async (_what, status, code) => {
    serve({ '/status.php': status });

    expect(await lookFor(server.url)).toBe(code);
  });

  it('a server that is too old is told with its version and the oldest that will do', async () => {
    serve({ '/status.php': { ...STATUS, version: '9.1.8.2', versionstring: '9.1.8' } });

    expect(await look(server.url)).toMatchObject({
      tooOld: { product: 'ownCloud', version: '9.1.8', oldest: '10.0' },
    });
  });

  it.each([
    [
      'OpenCloud 1.0',
      {
        ...OCIS,
        product: 'OpenCloud',
        productname: 'OpenCloud',
        version: '0.1.0.0',
        productversion: '1.0.0-lab+ebba861',
      },
    ],
    ['Infinite Scale 7', { ...OCIS, productversion: '7.1.0' }],
  ])('%s is of the Infinite Scale family, also when it keeps its capabilities to itself', async (_what, status) => {
    serve({ '/status.php': status });

    expect(await look(server.url)).toMatchObject({ kind: 'found', server: { kind: 'infinite-scale' } });
  });

  it.each([
    ['a page where data was due', 200, 'captive-portal'],
    ['a network that asks for a sign-in of its own', 511, 'captive-portal'],
    ['any other web site', 404, 'not-an-owncloud'],
    ['a server that is overloaded', 503, 'server-busy'],
    ['a broken server', 500, 'server-error'],
  ])('%s (%i) is told as such', async (_what, status, code) => {
    const headers = { 'Content-Type': 'text/html' };
    server.answer(
      (_request, response) => void response.writeHead(status, headers).end('<!DOCTYPE html><title>x</title>'),
    );

    expect(await lookFor(server.url)).toBe(code);
  });

  it('a redirect to the page of a network is a captive portal', async () => {
    server.answer(({ path }, response) => {
      if (path.startsWith('/portal')) response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
      else response.writeHead(302, { Location: '/portal' }).end();
    });

    expect(await lookFor(server.url)).toBe('captive-portal');
  });

  it.each([
    ['leads to its own page', 302, 'http://portal.hotel.example/login', 'captive-portal'],
    ['leads to its own address', 302, 'http://10.0.0.1/login', 'captive-portal'],
    ['asks for a sign-in of its own', 511, undefined, 'captive-portal'],
    ['is our own server', 301, 'https://box.amt.example/status.php', 'certificate-wrong-name'],
    ['is another server of ours', 301, 'https://www.amt.example/', 'certificate-wrong-name'],
    ['is anything else', 200, undefined, 'certificate-wrong-name'],
  ])('what stands before the encrypted server and %s is told as such', async (...[, status, location, code]) => {
    const failure = toNetworkFailure(Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'GET');
    const header = (name: string) => (name === 'location' ? location : undefined);
    const fetcher: Fetcher = {
      fetch: (url) => {
        const answer: FetchResult = { kind: 'answer', status, header, text: '' };
        return Promise.resolve(url.startsWith('http:') ? answer : { kind: 'no-answer', ...failure });
      },
      close: () => {},
    };

    expect(
      await lookAtAddress('https://box.amt.example', { fetcher, trust: STRICT_TRUST, signal: NEVER }),
    ).toMatchObject({
      kind: 'failed',
      code,
    });
  });

  it('silence is told as such', async () => {
    server.answer(() => {});

    expect(await look(server.url, 50)).toMatchObject({ kind: 'failed', code: 'timed-out' });
  });

  it('a redirect on the same host is followed', async () => {
    server.answer(({ path }, response) => {
      if (path === '/owncloud/status.php') response.writeHead(200).end(JSON.stringify(STATUS));
      else response.writeHead(301, { Location: `/owncloud${path}` }).end();
    });

    expect(await look(server.url)).toMatchObject({
      kind: 'found',
      server: { address: `${server.url}/owncloud`, movedFrom: undefined },
    });
  });

  it('a redirect to another host is told with both addresses', async () => {
    await using target = await startTestServer('owncloud10');
    server.answer(({ path }, response) => void response.writeHead(308, { Location: target.server.url + path }).end());

    expect(await look(server.url)).toMatchObject({
      kind: 'found',
      server: { address: target.server.url, movedFrom: server.url },
    });
  });

  it.each([
    ['http://cloud.example.org/status.php', 'encryption-missing'],
    ['ftp://cloud.example.org/', 'not-an-owncloud'],
    ['https://anna:geheim@cloud.example.org/', 'not-an-owncloud'],
  ])('a redirect to %s is not followed', async (location, code) => {
    server.answer((_request, response) => void response.writeHead(302, { Location: location }).end());

    expect(await lookFor(server.url)).toBe(code);
  });

  it('redirects without end have one', async () => {
    server.answer(({ path }, response) => void response.writeHead(302, { Location: path }).end());

    expect(await lookFor(`${server.url}/owncloud`)).toBe('not-an-owncloud');
  });

  it.each([
    ['Bearer realm="x", Basic realm="x"', ['oidc', 'password', 'token']],
    ['Bearer realm="x"', ['oidc', 'token']],
    ['Basic realm="x"', ['password']],
    ['', ['oidc']],
  ])('the challenge %j with a discovery document offers %j', async (challenge, kinds) => {
    const headers = challenge === '' ? {} : { 'WWW-Authenticate': challenge };
    serve(
      { '/status.php': STATUS, '/.well-known/openid-configuration': { issuer: 'https://id.example.org' } },
      headers,
    );

    expect(methodsOf(await look(server.url))).toEqual(kinds);
  });

  it.each([
    ['Bearer realm="x", Basic realm="x"', ['oauth2', 'password', 'token']],
    ['Basic realm="x"', ['password']],
    ['', ['password']],
  ])('on ownCloud 10 the challenge %j without a discovery document offers %j', async (challenge, kinds) => {
    serve({ '/status.php': STATUS }, challenge === '' ? {} : { 'WWW-Authenticate': challenge });

    expect(methodsOf(await look(server.url))).toEqual(kinds);
  });

  it('webfinger names the issuer where one sign-in serves many servers', async () => {
    const rel = 'http://openid.net/specs/connect/1.0/issuer';
    serve(
      {
        '/status.php': STATUS,
        '/.well-known/webfinger': { subject: server.url, links: [{ rel, href: 'https://id.example.org/realm' }] },
        '/.well-known/openid-configuration': { issuer: 'https://other.example.org' },
      },
      { 'WWW-Authenticate': 'Bearer' },
    );

    expect(await look(server.url)).toMatchObject({
      server: { methods: [{ kind: 'oidc', issuer: 'https://id.example.org/realm' }, { kind: 'token' }] },
    });
    expect(server.requests.find(isWebfinger)?.path).toContain(`resource=${encodeURIComponent(server.url)}`);
  });

  it('an issuer without encryption is not used', async () => {
    serve({ '/status.php': STATUS, '/.well-known/openid-configuration': { issuer: 'http://id.example.org' } });

    expect(methodsOf(await look(server.url))).toEqual(['password']);
  });
});

function methodsOf(detection: Detection): readonly string[] {
  return detection.kind === 'found' ? detection.server.methods.map(({ kind }) => kind) : [];
}

function isWebfinger({ path }: ReceivedRequest): boolean {
  return path.startsWith('/.well-known/webfinger');
}

describe('an address', () => {
  it.each(['', '   ', 'https://', 'ftp://cloud.example.org', 'https://anna:geheim@cloud.example.org'])(
    '%j is of no use, and nobody is asked',
    async (typed) => {
      const detection = await lookWith(
        () => ({ kind: 'answer', status: 200, header: () => undefined, text: '' }),
        typed,
      );

      expect(detection).toEqual(['address-unusable', []]);
    },
  );

  it.each([
    ['ENOTFOUND', 'host-not-found'],
    ['ECONNREFUSED', 'connection-refused'],
    ['ETIMEDOUT', 'timed-out'],
    ['ECONNRESET', 'server-unreachable'],
    ['EAI_AGAIN', 'server-unreachable'],
    ['EPROTO', 'encryption-missing'],
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-wrong-name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-untrusted'],
    ['CERT_REVOKED', 'certificate-invalid'],
    ['HPE_INVALID_CONSTANT', 'not-an-owncloud'],
  ])('where the system says %s ends in %s', async (systemCode, code) => {
    const [ended] = await lookWith(() => silence(systemCode), 'cloud.example.org');

    expect(ended).toBe(code);
  });

  it('whose server speaks only http is told as such, whether http was typed or not', async () => {
    const onlyHttp = (url: string): FetchResult =>
      url.startsWith('http:')
        ? { kind: 'answer', status: 200, header: () => undefined, text: JSON.stringify(STATUS) }
        : silence('ECONNREFUSED');

    for (const typed of ['cloud.example.org', 'http://cloud.example.org', 'http://cloud.example.org:8080'])
      expect((await lookWith(onlyHttp, typed))[0]).toBe('encryption-missing');
  });

  it('typed with http is looked at with https', async () => {
    const [ended, asked] = await lookWith(() => silence('ENOTFOUND'), 'http://cloud.example.org/owncloud');

    expect([ended, asked]).toEqual(['host-not-found', ['https://cloud.example.org/owncloud/status.php']]);
  });

  it('with umlauts is asked in the form of the network and shown as it is written', async () => {
    const header = (): undefined => undefined;
    const fetch: Fetcher['fetch'] = (url) =>
      Promise.resolve({
        kind: 'answer',
        status: url.endsWith('/status.php') ? 200 : 404,
        header,
        text: JSON.stringify(STATUS),
      });
    const fetcher: Fetcher = { fetch, close: () => {} };

    const detection = await lookAtAddress('bürger.example.org', { fetcher, trust: STRICT_TRUST, signal: NEVER });

    expect(detection).toMatchObject({
      server: { address: 'https://xn--brger-kva.example.org', displayAddress: 'https://bürger.example.org' },
    });
  });
});

function silence(systemCode: string): FetchResult {
  const thrown = Object.assign(new Error('a socket'), { code: systemCode });
  return { kind: 'no-answer', ...toNetworkFailure(thrown, 'GET') };
}

async function lookWith(
  answer: (url: string) => FetchResult,
  typed: string,
): Promise<readonly [string, readonly string[]]> {
  const asked: string[] = [];
  const fetch: Fetcher['fetch'] = (url) => {
    asked.push(url);
    return Promise.resolve(answer(url));
  };
  const fetcher: Fetcher = { fetch, close: () => {} };
  const detection = await lookAtAddress(typed, { fetcher, trust: STRICT_TRUST, signal: NEVER });
  return [detection.kind === 'failed' ? detection.code : detection.kind, asked];
}
