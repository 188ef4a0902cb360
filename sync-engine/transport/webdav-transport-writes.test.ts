import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { toChecksum } from '../core/model/checksum.ts';
import {
  at,
  createUpload,
  EXPECT_ABSENT,
  expectCurrent,
  getDone,
  getEntry,
  getNames,
  NEVER,
  readBody,
  summarize,
  upload,
  uploadWhenFree,
} from '../testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { TransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { Transport, UploadResume } from './transport.ts';

const LARGE = 'large '.repeat(200);

let running: TransportOnDevServer;
let server: DevServer;
let transport: Transport;

async function start(profile: ProfileKind): Promise<void> {
  running = await startTransportOnDevServer(profile);
  ({ server, transport } = running);
}

afterEach(() => running.dispose());

describe.each(['owncloud10', 'infinite-scale'] as const)('on %s', (profile) => {
  beforeEach(() => start(profile));

  describe('a write whose answer is lost is unknown', () => {
    it.each([
      ['PUT', 'drop-before'],
      ['PUT', 'drop-after'],
    ] as const)('%s, %s', async (method, kind) => {
      running.fault(method, { kind });

      expect(await upload(transport, 'a', '1')).toMatchObject({
        kind: 'unknown',
        error: { code: 'server-unreachable' },
      });
      expect(await getNames(transport)).toEqual(kind === 'drop-after' ? ['a'] : []);
    });

    it('MKCOL, MOVE and DELETE', async () => {
      running.fault('MKCOL', { kind: 'drop-after' });
      expect((await transport.makeDirectory(at('d'), NEVER)).kind).toBe('unknown');
      const { fileId, etag } = await getEntry(transport, 'd');
      running.fault('MOVE', { kind: 'drop-after' });
      expect((await transport.move({ from: at('d'), to: at('e'), fileId, signal: NEVER })).kind).toBe('unknown');
      running.fault('DELETE', { kind: 'drop-after' });
      expect((await transport.remove({ path: at('e'), kind: 'directory', fileId, etag, signal: NEVER })).kind).toBe(
        'unknown',
      );
    });

    it.each([500, 502, 504])('PUT with %i', async (status) => {
      running.fault('PUT', { kind: 'status', status });

      expect(summarize(await upload(transport, 'a', '1'))).toBe('unknown: server-error');
    });

    it('a large upload at its last step, which the next attempt finds done', async () => {
      let session: UploadResume | undefined;
      running.fault(profile === 'infinite-scale' ? 'PATCH' : 'MOVE', { kind: 'drop-after' });
      const first = createUpload('a', LARGE, { onSession: (told) => void (session = told) });
      expect((await transport.upload(first.request)).kind).toBe('unknown');

      const second = createUpload('a', LARGE, { resume: session });
      getDone(await uploadWhenFree(transport, second.request));

      expect(second.protocol).toMatchObject({ ranges: [], sessions: [undefined] });
    });
  });

  it.each(['absent', 'version'] as const)(
    'does not finish an interrupted upload over what came meanwhile, expecting %s',
    async (kind) => {
      let session: UploadResume | undefined;
      if (kind === 'version') getDone(await upload(transport, 'a', 'old'));
      const expected = kind === 'version' ? await expectCurrent(transport, 'a') : EXPECT_ABSENT;
      const stop = new AbortController();
      const first = createUpload('a', LARGE, {
        expect: expected,
        signal: stop.signal,
        onProgress: () => stop.abort(),
        onSession: (told) => void (session = told),
      });
      await transport.upload(first.request);
      const theirs = getDone(
        await upload(transport, 'a', 'theirs', {
          expect: kind === 'version' ? await expectCurrent(transport, 'a') : EXPECT_ABSENT,
        }),
      );

      const outcome = await uploadWhenFree(
        transport,
        createUpload('a', LARGE, { expect: expected, resume: session }).request,
      );

      expect(summarize(outcome)).toBe(kind === 'version' ? 'changed-meanwhile' : 'exists');
      expect((await getEntry(transport, 'a')).etag).toBe(theirs.etag);
    },
  );

  describe('what changes between look and act is kept', () => {
    /** Holds the write back on its way, lets another act, then lets it go on. */
    async function race<Value>(
      method: string,
      act: () => Promise<Value>,
      meanwhile: () => Promise<unknown>,
    ): Promise<Value> {
      const id = server.faults.add({ method, times: 1, effect: { kind: 'stall', timeoutMs: 10_000 } });
      const acting = act();
      await vi.waitFor(() => expect(server.faults.stalledRequests).toBe(1), 30_000);
      await meanwhile();
      server.faults.release(id);
      return acting;
    }

    const large = profile === 'infinite-scale' ? [] : [['a large upload', LARGE, 'MOVE'] as const];

    it.each([['a small upload', 'small', 'PUT'] as const, ...large])(
      'by %s of a new file',
      async (_title, content, method) => {
        const outcome = await race(
          method,
          () => upload(transport, 'a', content),
          () => running.fetchPut('a', 'theirs'),
        );

        expect([summarize(outcome), (await getEntry(transport, 'a')).sizeBytes]).toEqual(['exists', 6]);
      },
    );

    it.each([['a small upload', 'small', 'PUT'] as const, ...large])(
      'by %s of a new version',
      async (_title, content, method) => {
        getDone(await upload(transport, 'a', 'old'));
        const expected = await expectCurrent(transport, 'a');
        const outcome = await race(
          method,
          () => upload(transport, 'a', content, { expect: expected }),
          () => running.fetchPut('a', 'theirs'),
        );

        expect([summarize(outcome), (await getEntry(transport, 'a')).sizeBytes]).toEqual(['changed-meanwhile', 6]);
      },
    );

    it('by a move', async () => {
      const { fileId } = getDone(await upload(transport, 'a', '1'));
      const outcome = await race(
        'MOVE',
        () => transport.move({ from: at('a'), to: at('b'), fileId, signal: NEVER }),
        () => running.fetchPut('b', 'theirs'),
      );

      expect([summarize(outcome), (await getEntry(transport, 'b')).sizeBytes]).toEqual(['exists', 6]);
    });

    it('by a removal', async () => {
      const { kind, fileId, etag } = getDone(await upload(transport, 'a', '1'));
      const outcome = await race(
        'DELETE',
        () => transport.remove({ path: at('a'), kind, fileId, etag, signal: NEVER }),
        () => running.fetchPut('a', 'theirs'),
      );

      expect([summarize(outcome), (await getEntry(transport, 'a')).sizeBytes]).toEqual(['changed-meanwhile', 6]);
    });
  });

  it.each([
    [401, 'sign-in-refused'],
    [403, 'no-permission'],
    [413, 'too-large-for-server'],
    [423, 'locked-on-server'],
    [425, 'processing-on-server'],
    [507, 'quota-exceeded'],
  ])('an upload answered with %i failed: %s', async (status, code) => {
    running.fault('PUT', { kind: 'status', status });

    expect(await upload(transport, 'a', '1')).toMatchObject({ kind: 'failed', error: { code } });
  });

  it.each([
    ['the server’s own 404', { kind: 'status', status: 404, sabreException: 'NotFound' }, 'done'],
    ['a page with 404', { kind: 'status', status: 404, html: '<html>nginx</html>' }, 'unexpected-answer'],
    ['an empty 404', { kind: 'status', status: 404 }, 'unexpected-answer'],
  ] as const)('takes a removal for done only by the server’s own word: after %s', async (_title, effect, expected) => {
    const { kind, fileId, etag } = getDone(await upload(transport, 'a', '1'));
    running.fault('DELETE', effect);

    expect(summarize(await transport.remove({ path: at('a'), kind, fileId, etag, signal: NEVER }))).toBe(expected);
  });

  it('does not download what is still processed', async () => {
    const { etag } = getDone(await upload(transport, 'a', '1'));
    running.fault('GET', { kind: 'status', status: 425 });

    expect(summarize(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }))).toBe(
      'processing-on-server',
    );
  });

  it('breaks a download off that ends too early', async () => {
    const { etag } = getDone(await upload(transport, 'a', 'x'.repeat(900)));
    running.fault('GET', { kind: 'truncate', afterBytes: 100 });
    const download = getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }));

    await expect(readBody(download)).rejects.toThrow(/^incomplete-transfer/);
  });

  it('does not use pieces again that made a file with a wrong checksum', async () => {
    const wrong = createUpload('a', LARGE, { checksum: toChecksum('0'.repeat(40)) });

    expect(summarize(await transport.upload(wrong.request))).toBe('checksum-mismatch');
    expect(wrong.protocol.sessions.length).toBeGreaterThan(1);
    expect(wrong.protocol.sessions.at(-1)).toBeUndefined();
  });

  it('keeps an upload that was aborted under way resumable', async () => {
    const stop = new AbortController();
    let session: UploadResume | undefined;
    const { request } = createUpload('a', LARGE, {
      signal: stop.signal,
      onSession: (told) => void (session = told),
      onProgress: () => stop.abort(),
    });

    expect(summarize(await transport.upload(request))).toMatch(/cancelled$/);
    getDone(await uploadWhenFree(transport, createUpload('a', LARGE, { resume: session }).request));
    expect(await getNames(transport)).toEqual(['a']);
  });
});

it('asks how far an upload is when a piece was refused for its place, and goes on', async () => {
  await start('infinite-scale');
  server.faults.add({ method: 'PATCH', times: 1, effect: { kind: 'status', status: 409 } });
  const { request, protocol } = createUpload('a', LARGE);

  expect((await transport.upload(request)).kind).toBe('done');
  expect([
    protocol.sessions.length,
    server.requestLog.entries.filter(({ method }) => method === 'HEAD').length,
  ]).toEqual([2, 1]);
});

it('keeps the session of a server that does not agree on the offset for now', async () => {
  await start('infinite-scale');
  server.faults.add({ method: 'PATCH', times: 5, effect: { kind: 'status', status: 409 } });
  const { request, protocol } = createUpload('a', LARGE);

  expect(summarize(await transport.upload(request))).toMatch(/locked-on-server$/);
  const session = protocol.sessions.at(-1);
  const second = createUpload('a', LARGE, { resume: session });
  getDone(await transport.upload(second.request));
  expect([session?.protocol, second.protocol.sessions]).toEqual(['tus', [undefined]]);
});
