import { expect, it } from 'vitest';
import type { RemoteLock, Transport } from '../../transport/transport.ts';
import type { TransportHarness } from './transport-conformance-harness.ts';
import {
  at,
  createUpload,
  expectCurrent,
  getDone,
  getEntry,
  NEVER,
  RESUMABLE_ABOVE_BYTES,
  summarize,
  upload,
} from './transport-conformance-harness.ts';

const TIMEOUT_MS = 600_000;

/** A lock that must be had. */
async function lock(transport: Transport, path: string): Promise<RemoteLock> {
  const outcome = await transport.lock({ path: at(path), timeoutMs: TIMEOUT_MS, signal: NEVER });
  if (outcome.kind !== 'locked') throw new Error(`not locked: ${outcome.kind}`);
  return outcome.lock;
}

function refresh(transport: Transport, path: string, token: string): Promise<string> {
  return transport.refreshLock({ path: at(path), token, signal: NEVER }, TIMEOUT_MS).then(({ kind }) => kind);
}

/** True while somebody holds the lock: then nobody gets it. */
async function isHeld(transport: Transport, path: string): Promise<boolean> {
  const outcome = await transport.lock({ path: at(path), timeoutMs: TIMEOUT_MS, signal: NEVER });
  return outcome.kind === 'failed' && outcome.error.code === 'locked-on-server';
}

/** What every server does with locks. */
export function describeLocks(get: () => TransportHarness): void {
  it('names the file that it has locked, and leaves its bytes and version as they were', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    const before = await getEntry(transport, 'Brief.odt');

    const { fileId, token } = await lock(transport, 'Brief.odt');

    expect([fileId, token.length > 0]).toEqual([before.fileId, true]);
    expect((await getEntry(transport, 'Brief.odt')).etag).toBe(before.etag);
    expect(await user.readFile('Brief.odt')).toBe('eins');
  });

  it('makes no file where there is none, and locks no directory', async () => {
    const { transport, user } = get();
    await user.makeDirectory('Akten');

    const outcomes = await Promise.all(
      ['fehlt.odt', 'Akten'].map((path) => transport.lock({ path: at(path), timeoutMs: TIMEOUT_MS, signal: NEVER })),
    );

    expect(outcomes).toEqual([{ kind: 'not-lockable' }, { kind: 'not-lockable' }]);
    expect(await user.readFile('fehlt.odt')).toBeUndefined();
  });

  it('lets one have the lock, and tells the other who', async () => {
    const { transport, user, renew } = get();
    await user.writeFile('Brief.odt', 'eins');
    await lock(transport, 'Brief.odt');

    const second = await (await renew()).lock({ path: at('Brief.odt'), timeoutMs: TIMEOUT_MS, signal: NEVER });

    expect(second).toMatchObject({
      kind: 'failed',
      error: { code: 'locked-on-server', heldBy: { name: expect.stringMatching(/^anna$/i) as string } },
    });
  });

  it('tells who holds a lock and how long, to whoever is signed in alike with the token', async () => {
    const { transport, user, renew } = get();
    await user.writeFile('Brief.odt', 'eins');
    const before = await transport.readLock(at('Brief.odt'), NEVER);
    const own = await lock(transport, 'Brief.odt');

    const after = await (await renew()).readLock(at('Brief.odt'), NEVER);

    expect([before, await transport.readLock(at('fehlt.odt'), NEVER)]).toEqual([{ kind: 'free' }, { kind: 'free' }]);
    const holder = expect.objectContaining({ name: expect.stringMatching(/^anna$/i) as string }) as unknown;
    expect(after).toEqual({ kind: 'locked', holder, own, leftMs: expect.any(Number) as number });
    expect(
      [TIMEOUT_MS, TIMEOUT_MS - 60_000].map((ms) => after.kind === 'locked' && Number(after.leftMs) <= ms),
    ).toEqual([true, false]);
  });

  describeLetGoing(get);
  describeLockedWrites(get);
}

function describeLockedWrites(get: () => TransportHarness): void {
  it.each([
    ['small', 'zwei'],
    ['large', 'z'.repeat(RESUMABLE_ABOVE_BYTES + 1)],
  ])('takes no %s upload without the token', async (_size, content) => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    await lock(transport, 'Brief.odt');
    const expected = await expectCurrent(transport, 'Brief.odt');

    const outcome = await upload(transport, 'Brief.odt', content, { expect: expected });

    expect(summarize(outcome)).toBe('locked-on-server');
    expect(await user.readFile('Brief.odt')).toBe('eins');
  });

  it('takes uploads with the token, one after the other', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    const { token: lockToken } = await lock(transport, 'Brief.odt');

    for (const content of ['zwei', 'drei']) {
      const expected = await expectCurrent(transport, 'Brief.odt');
      getDone(await upload(transport, 'Brief.odt', content, { expect: expected, lockToken }));
    }

    expect(await user.readFile('Brief.odt')).toBe('drei');
    expect(await isHeld(transport, 'Brief.odt')).toBe(true);
  });

  it('takes no upload with the token of a lock that is gone, or takes it as any other', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    const { token: lockToken } = await lock(transport, 'Brief.odt');
    await transport.unlock({ path: at('Brief.odt'), token: lockToken, signal: NEVER });
    const expected = await expectCurrent(transport, 'Brief.odt');

    const outcome = await transport.upload(createUpload('Brief.odt', 'zwei', { expect: expected, lockToken }).request);

    expect(['done', 'changed-meanwhile']).toContain(summarize(outcome));
    expect(await user.readFile('Brief.odt')).toBe(outcome.kind === 'done' ? 'zwei' : 'eins');
  });
}

function describeLetGoing(get: () => TransportHarness): void {
  it('neither moves nor removes what is locked', async () => {
    const { transport, user } = get();
    await user.makeDirectory('Akten');
    await user.writeFile('Akten/Brief.odt', 'eins');
    await lock(transport, 'Akten/Brief.odt');
    const { fileId, etag } = await getEntry(transport, 'Akten/Brief.odt');
    const directory = await getEntry(transport, 'Akten');
    const path = at('Akten/Brief.odt');
    const below = { path: at('Akten'), kind: 'directory', fileId: directory.fileId, etag: directory.etag } as const;

    expect([
      summarize(await transport.move({ from: path, to: at('Akten/b'), fileId, signal: NEVER })),
      summarize(await transport.remove({ path, kind: 'file', fileId, etag, signal: NEVER })),
      summarize(await transport.remove({ ...below, signal: NEVER })),
    ]).toEqual(Array.from({ length: 3 }, () => 'locked-on-server'));
    expect(await user.readFile('Akten/Brief.odt')).toBe('eins');
  });

  it('lets go of a lock, and says so again when asked again', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    const { token } = await lock(transport, 'Brief.odt');
    const place = { path: at('Brief.odt'), token, signal: NEVER };

    const [first, second] = [await transport.unlock(place), await transport.unlock(place)];

    expect([first, second]).toEqual([undefined, undefined]);
    expect(await refresh(transport, 'Brief.odt', token)).toBe('gone');
    await lock(transport, 'Brief.odt');
  });

  it('lets a lock run on, or says that it has to be taken anew, which can be done', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    const { token } = await lock(transport, 'Brief.odt');

    const refreshed = await refresh(transport, 'Brief.odt', token);

    expect(['refreshed', 'gone']).toContain(refreshed);
    expect(await isHeld(transport, 'Brief.odt')).toBe(refreshed === 'refreshed');
  });

  it('leaves the lock of somebody else alone', async () => {
    const { transport, user } = get();
    await user.writeFile('Brief.odt', 'eins');
    await lock(transport, 'Brief.odt');
    const stranger = 'opaquelocktoken:00000000-0000-4000-8000-000000000000';

    const unlocked = await transport.unlock({ path: at('Brief.odt'), token: stranger, signal: NEVER });

    expect([unlocked, await refresh(transport, 'Brief.odt', stranger)]).toEqual([undefined, 'gone']);
    expect(await isHeld(transport, 'Brief.odt')).toBe(true);
  });
}
