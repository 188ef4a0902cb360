import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { FaultEffect } from '#dev-server/faults/fault-rule.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { Credentials } from '../auth/credentials.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { at, createUpload, EXPECT_ABSENT, expectCurrent, getDone, getEntry, getNames, NEVER, readBody, summarize, upload } from '../testing/conformance/transport-conformance-harness.ts';
import type { Transport, UploadResume } from './transport.ts';
import { createWebDavTransport } from './webdav-transport.ts';
import type { WebDavTransportOptions } from './webdav-transport.ts';

const PASSWORD = 'a long password';
const LARGE = 'large '.repeat(200);

let directory: string;
let server: DevServer;
let transport: Transport;

function create(more: Partial<WebDavTransportOptions> = {}): Transport {
  const credentials = new Credentials({ kind: 'basic', userName: 'anna', password: PASSWORD });
  return createWebDavTransport({ serverUrl: server.url, credentials, remotePath: at(''), version: '0.0.0', resumableAboveBytes: 1000, ...more }, new SystemClock());
}

async function start(profile: ProfileKind): Promise<void> {
  directory = await mkdtemp(join(tmpdir(), 'bayernbox-transport-'));
  server = await startDevServer({ dataDirectory: directory, profile, users: [{ name: 'anna', password: PASSWORD }] });
  transport = create();
  await transport.connect(NEVER);
}

function fault(method: string, effect: FaultEffect, more: { readonly nth?: number; readonly path?: string; readonly times?: number } = {}): void {
  server.faults.add({ method, times: 1, ...more, effect });
}

async function list(depth: 0 | 1 = 1): Promise<string> {
  const outcome = await transport.list(at(''), depth, NEVER);
  return outcome.kind === 'failed' ? outcome.error.code : outcome.kind;
}

/** Another program writes a file, whatever was there. */
async function fetchPut(name: string, content: string): Promise<void> {
  const Authorization = `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}`;
  const response = await fetch((server.users[0]?.davRoot ?? '') + name, { method: 'PUT', body: content, headers: { Authorization } });
  await response.text();
}

/** Methods of the requests that an act needed. */
async function countRequests(act: () => Promise<unknown>): Promise<string> {
  server.requestLog.reset();
  const before = transport.requestCount;
  await act();
  // The server writes its log after the answer has left.
  await vi.waitFor(() => expect(server.requestLog.entries.length).toBe(transport.requestCount - before), 5000);
  return server.requestLog.entries.map((entry) => entry.method).join(' ');
}

afterEach(async () => {
  await transport.close();
  await server.close();
  await rm(directory, { recursive: true });
});

describe.each(['owncloud10', 'infinite-scale'] as const)('on %s', (profile) => {
  beforeEach(() => start(profile));

  describe('connect', () => {
    it('needs two requests', async () => {
      expect(await countRequests(() => transport.connect(NEVER))).toBe('GET GET');
    });

    it('describes the server', async () => {
      expect(await transport.connect(NEVER)).toMatchObject({ ok: true, value: { kind: profile, displayName: 'anna', ignoresConditions: profile === 'infinite-scale' } });
    });

    it.each(['/', '/index.php', '/remote.php/dav/files/anna/', '/status.php'])('finds the server when %s was typed behind it', async (path) => {
      const other = create({ serverUrl: server.url + path });

      expect(await other.connect(NEVER)).toMatchObject({ ok: true });
      await other.close();
    });

    it('says that the password is wrong', async () => {
      const other = create({ credentials: new Credentials({ kind: 'basic', userName: 'anna', password: 'no' }) });
      const result = await other.connect(NEVER);

      expect(result).toMatchObject({ ok: false, error: { code: 'sign-in-refused', scope: 'account', retry: { kind: 'user-action' } } });
      await other.close();
    });

    it('says that the server is in maintenance', async () => {
      server.faults.setMaintenance(true);

      expect(await transport.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'server-maintenance', scope: 'account' } });
    });

    it.each([200, 404])('takes pages of HTML with %i for no ownCloud', async (status) => {
      server.faults.add({ effect: { kind: 'status', status, html: '<html><body>Sign in to the Wi-Fi</body></html>' } });

      expect(await transport.connect(NEVER)).toMatchObject({ ok: false, error: { code: 'not-an-owncloud' } });
    });

    it('gives another identity to another directory', async () => {
      const other = create({ remotePath: at('docs') });
      const [a, b] = [await transport.connect(NEVER), await other.connect(NEVER)];

      expect(a.ok && b.ok && a.value.rootIdentity !== b.value.rootIdentity).toBe(true);
      await other.close();
    });

    it('works below a directory of the server', async () => {
      getDone(await transport.makeDirectory(at('docs'), NEVER));
      const other = create({ remotePath: at('docs') });
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
      ['a 404 that is not the server’s own', { kind: 'status', status: 404, html: '<html>nginx</html>' }, 'unexpected-answer'],
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
      fault('PROPFIND', effect);

      expect(await list()).toBe(code);
    });

    it('after members that were not asked for', async () => {
      fault('PROPFIND', { kind: 'wrong-depth' });

      expect(await list(0)).toBe('unexpected-answer');
    });

    it('after silence', async () => {
      await transport.close();
      transport = create({ timeouts: { otherMs: 60 } });
      await transport.connect(NEVER);
      fault('PROPFIND', { kind: 'stall', timeoutMs: 10_000 });

      expect(await list()).toBe('server-unreachable');
    });
  });

  describe('requests', () => {
    const looks = profile === 'infinite-scale' ? 'PROPFIND ' : '';

    it('of a listing and a download', async () => {
      getDone(await upload(transport, 'a', '1'));
      const { etag } = await getEntry(transport, 'a');

      expect(await countRequests(() => list())).toBe('PROPFIND');
      expect(await countRequests(async () => readBody(getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }))))).toBe('GET');
    });

    it('of a small upload, new and again', async () => {
      expect(await countRequests(() => upload(transport, 'a', '1'))).toBe(`${looks}PUT`);
      const expected = await expectCurrent(transport, 'a');
      expect(await countRequests(() => upload(transport, 'a', '2', { expect: expected }))).toBe(`${looks}PUT`);
    });

    it('of a large upload of one piece', async () => {
      const needed = profile === 'infinite-scale' ? 'PROPFIND POST PROPFIND PATCH PROPFIND' : 'PROPFIND MKCOL PUT PROPFIND MOVE';

      expect(await countRequests(() => upload(transport, 'a', LARGE))).toBe(needed);
    });

    it('of making, moving and removing', async () => {
      expect(await countRequests(() => transport.makeDirectory(at('d'), NEVER))).toBe('MKCOL PROPFIND');
      const { fileId, etag } = await getEntry(transport, 'd');
      const moving = await countRequests(() => transport.move({ from: at('d'), to: at('e'), fileId, signal: NEVER }));
      expect(moving).toMatch(profile === 'infinite-scale' ? /^PROPFIND PROPFIND MOVE( PROPFIND)?$/ : /^PROPFIND MOVE( PROPFIND)?$/);
      expect(await countRequests(() => transport.remove({ path: at('e'), kind: 'directory', fileId, etag, signal: NEVER }))).toBe('PROPFIND DELETE');
    });
  });

  describe('a write whose answer is lost is unknown', () => {
    it.each([
      ['PUT', 'drop-before'],
      ['PUT', 'drop-after'],
    ] as const)('%s, %s', async (method, kind) => {
      fault(method, { kind });

      expect(await upload(transport, 'a', '1')).toMatchObject({ kind: 'unknown', error: { code: 'server-unreachable' } });
      expect(await getNames(transport)).toEqual(kind === 'drop-after' ? ['a'] : []);
    });

    it('MKCOL, MOVE and DELETE', async () => {
      fault('MKCOL', { kind: 'drop-after' });
      expect((await transport.makeDirectory(at('d'), NEVER)).kind).toBe('unknown');
      const { fileId, etag } = await getEntry(transport, 'd');
      fault('MOVE', { kind: 'drop-after' });
      expect((await transport.move({ from: at('d'), to: at('e'), fileId, signal: NEVER })).kind).toBe('unknown');
      fault('DELETE', { kind: 'drop-after' });
      expect((await transport.remove({ path: at('e'), kind: 'directory', fileId, etag, signal: NEVER })).kind).toBe('unknown');
    });

    it.each([500, 502, 504])('PUT with %i', async (status) => {
      fault('PUT', { kind: 'status', status });

      expect(summarize(await upload(transport, 'a', '1'))).toBe('unknown: server-error');
    });

    it('a large upload at its last step, which the next attempt finds done', async () => {
      let session: UploadResume | undefined;
      fault(profile === 'infinite-scale' ? 'PATCH' : 'MOVE', { kind: 'drop-after' });
      const first = createUpload('a', LARGE, { onSession: (told) => void (session = told) });
      expect((await transport.upload(first.request)).kind).toBe('unknown');

      const second = createUpload('a', LARGE, { resume: session });
      getDone(await transport.upload(second.request));

      expect(second.protocol).toMatchObject({ ranges: [], sessions: [undefined] });
    });
  });

  it.each(['absent', 'version'] as const)('does not finish an interrupted upload over what came meanwhile, expecting %s', async (kind) => {
    let session: UploadResume | undefined;
    if (kind === 'version') getDone(await upload(transport, 'a', 'old'));
    const expected = kind === 'version' ? await expectCurrent(transport, 'a') : EXPECT_ABSENT;
    const stop = new AbortController();
    const first = createUpload('a', LARGE, { expect: expected, signal: stop.signal, onProgress: () => stop.abort(), onSession: (told) => void (session = told) });
    await transport.upload(first.request);
    const theirs = getDone(await upload(transport, 'a', 'theirs', { expect: kind === 'version' ? await expectCurrent(transport, 'a') : EXPECT_ABSENT }));

    const outcome = await transport.upload(createUpload('a', LARGE, { expect: expected, resume: session }).request);

    expect(summarize(outcome)).toBe(kind === 'version' ? 'changed-meanwhile' : 'exists');
    expect((await getEntry(transport, 'a')).etag).toBe(theirs.etag);
  });

  describe('what changes between look and act is kept', () => {
    /** Holds the write back on its way, lets another act, then lets it go on. */
    async function race<Value>(method: string, act: () => Promise<Value>, meanwhile: () => Promise<unknown>): Promise<Value> {
      const id = server.faults.add({ method, times: 1, effect: { kind: 'stall', timeoutMs: 10_000 } });
      const acting = act();
      await vi.waitFor(() => expect(server.faults.stalledRequests).toBe(1), 5000);
      await meanwhile();
      server.faults.release(id);
      return acting;
    }

    const large = profile === 'infinite-scale' ? [] : [['a large upload', LARGE, 'MOVE'] as const];

    it.each([['a small upload', 'small', 'PUT'] as const, ...large])('by %s of a new file', async (_title, content, method) => {
      const outcome = await race(method, () => upload(transport, 'a', content), () => fetchPut('a', 'theirs'));

      expect([summarize(outcome), (await getEntry(transport, 'a')).sizeBytes]).toEqual(['exists', 6]);
    });

    it.each([['a small upload', 'small', 'PUT'] as const, ...large])('by %s of a new version', async (_title, content, method) => {
      getDone(await upload(transport, 'a', 'old'));
      const expected = await expectCurrent(transport, 'a');
      const outcome = await race(method, () => upload(transport, 'a', content, { expect: expected }), () => fetchPut('a', 'theirs'));

      expect([summarize(outcome), (await getEntry(transport, 'a')).sizeBytes]).toEqual(['changed-meanwhile', 6]);
    });

    it('by a move', async () => {
      const { fileId } = getDone(await upload(transport, 'a', '1'));
      const outcome = await race('MOVE', () => transport.move({ from: at('a'), to: at('b'), fileId, signal: NEVER }), () => fetchPut('b', 'theirs'));

      expect([summarize(outcome), (await getEntry(transport, 'b')).sizeBytes]).toEqual(['exists', 6]);
    });

    it('by a removal', async () => {
      const { kind, fileId, etag } = getDone(await upload(transport, 'a', '1'));
      const outcome = await race('DELETE', () => transport.remove({ path: at('a'), kind, fileId, etag, signal: NEVER }), () => fetchPut('a', 'theirs'));

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
    fault('PUT', { kind: 'status', status });

    expect(await upload(transport, 'a', '1')).toMatchObject({ kind: 'failed', error: { code } });
  });

  it('does not download what is still processed', async () => {
    const { etag } = getDone(await upload(transport, 'a', '1'));
    fault('GET', { kind: 'status', status: 425 });

    expect(summarize(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }))).toBe('processing-on-server');
  });

  it('breaks a download off that ends too early', async () => {
    const { etag } = getDone(await upload(transport, 'a', 'x'.repeat(900)));
    fault('GET', { kind: 'truncate', afterBytes: 100 });
    const download = getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }));

    await expect(readBody(download)).rejects.toThrow(/^incomplete-transfer/);
  });

  it('keeps an upload that was aborted under way resumable', async () => {
    const stop = new AbortController();
    let session: UploadResume | undefined;
    const { request } = createUpload('a', LARGE, { signal: stop.signal, onSession: (told) => void (session = told), onProgress: () => stop.abort() });

    expect(summarize(await transport.upload(request))).toMatch(/cancelled$/);
    getDone(await transport.upload(createUpload('a', LARGE, { resume: session }).request));
    expect(await getNames(transport)).toEqual(['a']);
  });
});

describe('push', () => {
  beforeEach(() => start('infinite-scale'));

  it('tells changes of others, not our own, until it is aborted', async () => {
    const other = create();
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
