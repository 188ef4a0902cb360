import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { at, NEVER, upload } from '../testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { TransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { LockOutcome } from './transport.ts';

describe.each<ProfileKind>(['owncloud10', 'infinite-scale'])('a lock on %s', (profile) => {
  let running: TransportOnDevServer;

  beforeEach(async () => {
    running = await startTransportOnDevServer(profile);
    await upload(running.transport, 'Brief.odt', '1');
    running.server.requestLog.reset();
  });
  afterEach(() => running.dispose());

  function lock(): Promise<LockOutcome> {
    return running.transport.lock({ path: at('Brief.odt'), timeoutMs: 600_000, signal: NEVER });
  }

  function answer(method: string, status: number, times = 1): void {
    running.server.faults.add({ method, times, effect: { kind: 'status', status } });
  }

  it.each([
    ['the server has no locks', 405, { kind: 'not-offered' }],
    ['the server has no locks and says so in another way', 501, { kind: 'not-offered' }],
    ['nobody hears its token, which something on the way has taken out', 200, { kind: 'not-offered' }],
    ['nobody may lock this file', 403, { kind: 'not-lockable' }],
    ['the server is in trouble', 500, { kind: 'failed', error: { code: 'server-error' } }],
    ['nobody is signed in any more', 401, { kind: 'failed', error: { code: 'sign-in-refused' } }],
  ])('is not had where %s (%i)', async (_why, status, expected) => {
    answer('LOCK', status);

    expect(await lock()).toMatchObject(expected);
  });

  it.each([
    ['drop-after', 'locked'],
    ['drop-before', 'free'],
  ] as const)('whose answer is lost may be ours, and whoever asks finds out (%s)', async (kind, found) => {
    running.server.faults.add({ method: 'LOCK', times: 1, effect: { kind } });

    const outcome = await lock();

    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'server-unreachable' } });
    const look = await running.transport.readLock(at('Brief.odt'), NEVER);
    expect(look.kind).toBe(found);
    if (look.kind !== 'locked' || look.own === undefined) return;
    expect(await running.transport.unlock({ path: at('Brief.odt'), token: look.own.token, signal: NEVER })).toBe(
      undefined,
    );
    expect(await running.transport.readLock(at('Brief.odt'), NEVER)).toEqual({ kind: 'free' });
  });

  it('is not asked for where somebody holds one: an answer that is lost would be no doubt', async () => {
    await running.lock('Brief.odt');
    running.server.requestLog.reset();

    expect(await lock()).toMatchObject({ kind: 'failed', error: { code: 'locked-on-server' } });
    expect(running.server.requestLog.entries.map(({ method }) => method)).toEqual(['PROPFIND', 'PROPFIND']);
  });

  it('is held still when the server cannot say that it is gone', async () => {
    const outcome = await lock();
    if (outcome.kind !== 'locked') throw new Error(outcome.kind);
    const place = { path: at('Brief.odt'), token: outcome.lock.token, signal: NEVER };
    answer('UNLOCK', 503, profile === 'owncloud10' ? 1 : 2);
    if (profile === 'owncloud10') answer('LOCK', 503);

    const [unlocked, refreshed] = [
      await running.transport.unlock(place),
      await running.transport.refreshLock(place, 600_000),
    ];

    expect([unlocked?.code, refreshed.kind]).toEqual(['server-busy', 'failed']);
    expect(await lock()).toMatchObject({ kind: 'failed', error: { code: 'locked-on-server' } });
  });

  it('is gone when the server says in whatever way that there is none', async () => {
    const place = { path: at('Brief.odt'), token: 'opaquelocktoken:1', signal: NEVER };
    answer('UNLOCK', 500);

    expect(await running.transport.unlock(place)).toBeUndefined();
  });

  it('is refreshed only where it ends all the same', async () => {
    const outcome = await lock();
    if (outcome.kind !== 'locked') throw new Error(outcome.kind);
    running.server.requestLog.reset();

    await running.transport.refreshLock({ path: at('Brief.odt'), token: outcome.lock.token, signal: NEVER }, 600_000);

    const methods = running.server.requestLog.entries.map(({ method }) => method);
    expect(methods).toEqual([profile === 'owncloud10' ? 'LOCK' : 'UNLOCK']);
  });
});
