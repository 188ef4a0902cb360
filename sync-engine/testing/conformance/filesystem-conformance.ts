import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDirectories, describeKeeping, describeMoving } from './filesystem-conformance-acting.ts';
import type { CreateHarness, FilesystemHarness } from './filesystem-conformance-harness.ts';
import { at } from './filesystem-conformance-harness.ts';
import { describeReplacedRoot } from './filesystem-conformance-replaced.ts';
import { describeKeptStore } from './filesystem-conformance-kept.ts';
import { describePlacing } from './filesystem-conformance-placing.ts';
import { describeContent, describeReading, describeStaging } from './filesystem-conformance-reading.ts';
import { describeTransferring } from './filesystem-conformance-transferring.ts';

/** Everything that the engine relies on in a file system; the fake one is held to the real one by it. */
export function describeFilesystem(name: string, create: CreateHarness): void {
  describe(name, () => {
    let harness: FilesystemHarness;
    const get = (): FilesystemHarness => harness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.dispose());

    describe('opening', () => describeOpening(get));
    describe('looking', () => describeReading(get));
    describe('content', () => describeContent(get));
    describe('staging', () => describeStaging(get));
    describe('transferring', () => describeTransferring(get));
    describe('directories', () => describeDirectories(get));
    describe('moving', () => describeMoving(get));
    describe('keeping', () => describeKeeping(get));
    describe('the safety store', () => describeKeptStore(get));
    describe('placing', () => describePlacing(get));
    describe('a root that another folder has replaced', () => describeReplacedRoot(get));
  });
}

function describeOpening(get: () => FilesystemHarness): void {
  it('refuses a second instance until the first is closed', async () => {
    const { filesystem, createSecond } = get();
    const second = createSecond();

    expect(await second.open()).toMatchObject({ ok: false, error: { code: 'local-folder-in-use' } });
    await second.close();
    await filesystem.close();

    expect((await second.open()).ok).toBe(true);
    await second.close();
  });

  it('keeps staging files and private texts over a restart', async () => {
    const { filesystem, createSecond } = get();
    await filesystem.writePrivate('marker', 'text');
    const staging = await filesystem.openStaging('one');
    if (staging.ok) await staging.value.close();
    await filesystem.close();
    const second = createSecond();
    await second.open();

    expect(await second.readPrivate('marker')).toBe('text');
    expect(await second.listStaging()).toEqual(['one']);
    await second.close();
  });

  it('throws when it is used before it is open', async () => {
    const { createSecond } = get();

    await expect(async () => await createSecond().makeDirectory(at('a'))).rejects.toThrow('not open');
  });

  it('knows how much space is left, and how large the disk is', async () => {
    const space = await get().filesystem.readSpace();

    if (!space.ok) throw new Error(space.error.code);
    expect(space.value.freeBytes).toBeGreaterThan(0);
    expect(space.value.totalBytes).toBeGreaterThanOrEqual(space.value.freeBytes);
  });

  it('makes names of a directory durable', async () => {
    const { filesystem, user } = get();
    user.writeFile('a/file', 'x');

    expect(await filesystem.syncDirectory(at('a'))).toEqual({ ok: true, value: undefined });
    expect(await filesystem.syncDirectory(at(''))).toEqual({ ok: true, value: undefined });
    expect(await filesystem.syncDirectory(at('gone'))).toEqual({ ok: true, value: undefined });
  });
}
