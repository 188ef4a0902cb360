import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { Credentials } from '../auth/credentials.ts';
import {
  at,
  expectCurrent,
  getDone,
  getEntry,
  getNames,
  NEVER,
  readBody,
  upload,
} from '../testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { TransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { Transport } from './transport.ts';

const LARGE = 'large '.repeat(200);

let running: TransportOnDevServer;
let server: DevServer;
let transport: Transport;

async function start(profile: ProfileKind): Promise<void> {
  running = await startTransportOnDevServer(profile);
  ({ server, transport } = running);
}

async function list(depth: 0 | 1 = 1): Promise<string> {
  const outcome = await transport.list(at(''), depth, NEVER);
  return outcome.kind === 'failed' ? outcome.error.code : outcome.kind;
}

/** Methods of the requests that an act needed. */
async function countRequests(act: () => Promise<unknown>): Promise<string> {
  server.requestLog.reset();
  const before = transport.requestCount;
  await act();
  // The server writes its log after the answer has left.
  await vi.waitFor(() => expect(server.requestLog.entries.length).toBe(transport.requestCount - before), 30_000);
  return server.requestLog.entries.map((entry) => entry.method).join(' ');
}

afterEach(() => running.dispose());

describe.each(['owncloud10', 'infinite-scale'] as const)('on %s', (profile) => {
  beforeEach(() => start(profile));

  describe('connect', () => {
    it('needs two requests', async () => {
      expect(await countRequests(() => transport.connect(NEVER))).toBe('GET GET');
    });

    it('describes the server', async () => {
      expect(await transport.connect(NEVER)).toMatchObject({
        ok: true,
        value: {
          kind: profile,
          displayName: 'anna',
          ignoresConditions: profile === 'infinite-scale',
          refusedNames: profile === 'owncloud10' ? ['.htaccess'] : [],
        },
      });
    });

    it.each(['/', '/index.php', '/remote.php/dav/files/anna/', '/status.php'])(
      'finds the server when %s was typed behind it',
      async (path) => {
        const other = running.create({ serverUrl: server.url + path });

        expect(await other.connect(NEVER)).toMatchObject({ ok: true });
        await other.close();
      },
    );

    it('says that the password is wrong', async () => {
      const other = running.create({
        credentials: new Credentials({ kind: 'basic', userName: 'anna', password: 'no' }),
      });
      const result = await other.connect(NEVER);

      expect(result).toMatchObject({
        ok: false,
        error: { code: 'sign-in-refused', scope: 'account', retry: { kind: 'user-action' } },
      });
      await other.close();
    });

    it('says that the server is in maintenance', async () => {
      server.faults.setMaintenance(true);

      expect(await transport.connect(NEVER)).toMatchObject({
        ok: false,
        error: { code: 'server-maintenance', scope: 'account' },
      });
    });

    it.each([200, 404])('takes pages of HTML with %i for no ownCloud', async (status) => {
      server.faults.add({ effect: { kind: 'status', status, html: '<html><body>Sign in to the Wi-Fi</body></html>' } });

      expect(await transport.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'not-an-owncloud' } });
    });

    it('gives another identity to another directory', async () => {
      const other = running.create({ remotePath: at('docs') });
      const [a, b] = [await transport.connect(NEVER), await other.connect(NEVER)];

      expect(a.ok && b.ok && a.value.rootIdentity !== b.value.rootIdentity).toBe(true);
      await other.close();
    });

    it('works below a directory of the server', async () => {
      getDone(await transport.makeDirectory(at('docs'), NEVER));
      const other = running.create({ remotePath: at('docs') });
      await other.connect(NEVER);
      getDone(await upload(other, 'a', '1'));

      expect([await getNames(other), await getNames(transport, 'docs')]).toEqual([['a'], ['a']]);
      await other.close();
    });
  });

  describe('a listing is failed, never absent or empty', () => {
    beforeEach(async () => {
      getDone(await upload(transport, 'a', '1'));
    });

    it.each([
      ['a page of a captive portal', { kind: 'status', status: 200, html: '<html>Wi-Fi</html>' }, 'unexpected-answer'],
      [
        'a 404 that is not the server’s own',
        { kind: 'status', status: 404, html: '<html>nginx</html>' },
        'unexpected-answer',
      ],
      ['maintenance', { kind: 'status', status: 503, sabreException: 'ServiceUnavailable' }, 'server-maintenance'],
      ['an overload', { kind: 'status', status: 503, retryAfterSeconds: 9 }, 'server-busy'],
      ['an error of the server', { kind: 'status', status: 500 }, 'server-error'],
      ['a redirect', { kind: 'status', status: 302 }, 'unexpected-answer'],
      ['a refused sign-in', { kind: 'status', status: 401 }, 'sign-in-refused'],
      ['a broken connection', { kind: 'drop-before' }, 'server-unreachable'],
      ['a connection that breaks inside the body', { kind: 'truncate', afterBytes: 100 }, 'incomplete-transfer'],
      ['XML that ends too early', { kind: 'cut-multistatus' }, 'unexpected-answer'],
      ['a missing body', { kind: 'strip-body' }, 'unexpected-answer'],
      ['an answer for another depth', { kind: 'wrong-depth' }, 'unexpected-answer'],
    ] as const)('after %s', async (_title, effect, code) => {
      running.fault('PROPFIND', effect);

      expect(await list()).toBe(code);
    });

    it('after members that were not asked for', async () => {
      running.fault('PROPFIND', { kind: 'wrong-depth' });

      expect(await list(0)).toBe('unexpected-answer');
    });

    it('after silence', async () => {
      await transport.close();
      transport = running.create({ timeouts: { otherMs: 1_000 } });
      await transport.connect(NEVER);
      running.fault('PROPFIND', { kind: 'stall', timeoutMs: 10_000 });

      expect(await list()).toBe('server-unreachable');
    });
  });

  describe('requests', () => {
    const looks = profile === 'infinite-scale' ? 'PROPFIND ' : '';

    it('of a listing and a download', async () => {
      getDone(await upload(transport, 'a', '1'));
      const { etag } = await getEntry(transport, 'a');

      expect(await countRequests(() => list())).toBe('PROPFIND');
      expect(
        await countRequests(async () =>
          readBody(getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }))),
        ),
      ).toBe('GET');
    });

    it('of a small upload, new and again', async () => {
      expect(await countRequests(() => upload(transport, 'a', '1'))).toBe(`${looks}PUT`);
      const expected = await expectCurrent(transport, 'a');
      expect(await countRequests(() => upload(transport, 'a', '2', { expect: expected }))).toBe(`${looks}PUT`);
    });

    it('of a large upload of one piece', async () => {
      const needed =
        profile === 'infinite-scale' ? 'PROPFIND POST PROPFIND PATCH PROPFIND' : 'PROPFIND MKCOL PUT PROPFIND MOVE';

      expect(await countRequests(() => upload(transport, 'a', LARGE))).toBe(needed);
    });

    it('of making, moving and removing', async () => {
      expect(await countRequests(() => transport.makeDirectory(at('d'), NEVER))).toBe('MKCOL PROPFIND');
      const { fileId, etag } = await getEntry(transport, 'd');
      const moving = await countRequests(() => transport.move({ from: at('d'), to: at('e'), fileId, signal: NEVER }));
      expect(moving).toMatch(
        profile === 'infinite-scale' ? /^PROPFIND PROPFIND MOVE( PROPFIND)?$/ : /^PROPFIND MOVE( PROPFIND)?$/,
      );
      expect(
        await countRequests(() => transport.remove({ path: at('e'), kind: 'directory', fileId, etag, signal: NEVER })),
      ).toBe('PROPFIND DELETE');
    });
  });
});

describe('push', () => {
  beforeEach(() => start('infinite-scale'));

  it('tells changes of others, not our own, until it is aborted', async () => {
    const other = running.create();
    await other.connect(NEVER);
    const stop = new AbortController();
    let events = 0;
    const seen = Promise.withResolvers<void>();
    const reading = transport.readPushEvents(() => {
      events += 1;
      seen.resolve();
    }, stop.signal);
    while (server.pushConnections('anna') === 0) await new Promise(setImmediate);

    getDone(await upload(transport, 'mine', '1'));
    getDone(await upload(other, 'theirs', '1'));
    await seen.promise;
    stop.abort();

    expect([await reading, events]).toEqual([undefined, 1]);
    await other.close();
  });

  it('ends with the reason when the stream breaks', async () => {
    const reading = transport.readPushEvents(() => {}, NEVER);
    while (server.pushConnections('anna') === 0) await new Promise(setImmediate);
    await server.close();

    expect((await reading)?.code).toMatch(/^(incomplete-transfer|server-unreachable)$/);
  });
});
