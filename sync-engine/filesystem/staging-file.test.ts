import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StagingFile } from './filesystem.ts';
import { nodeFileCalls } from './file-calls.ts';
import type { RealFilesystem } from './real-filesystem.ts';
import { FLUSH_BYTES, WRITE_BYTES } from './write-behind.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { ABSENT, at, NEVER, summarize } from '../testing/conformance/filesystem-conformance-harness.ts';
import { failWith, RealFixture } from '../testing/conformance/filesystem-conformance-real-fixture.ts';

let fixture: RealFixture;

beforeEach(() => {
  fixture = new RealFixture();
});

afterEach(() => fixture.dispose());

async function openStaging(filesystem: RealFilesystem): Promise<StagingFile> {
  const opened = await filesystem.openStaging('one');
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** A disk whose flushes fail from now on: once each, as systems tell it. */
function openOnBrokenDisk(): Promise<RealFilesystem> {
  return fixture.open({ calls: { ...nodeFileCalls, sync: async () => failWith('EIO') } });
}

/** A disk whose flushes fail, and that does not let go of the bytes then. */
function openOnStubbornDisk(): Promise<RealFilesystem> {
  const sync = async (handle: object): Promise<never> => {
    Object.assign(handle, { truncate: async () => failWith('EPERM') });
    return failWith('EIO');
  };
  return fixture.open({ calls: { ...nodeFileCalls, sync } });
}

/** A disk on which another program holds a file during its first flush. */
function openWhereFlushFailsOnce(errno: string): Promise<RealFilesystem> {
  let flushes = 0;
  const sync: typeof nodeFileCalls.sync = async (handle) => {
    flushes += 1;
    if (flushes === 1) failWith(errno);
    await nodeFileCalls.sync(handle);
  };
  return fixture.open({ platform: 'win32', calls: { ...nodeFileCalls, sync } });
}

function place(filesystem: RealFilesystem, staging: StagingFile): Promise<Outcome<LocalStamp>> {
  return filesystem.place({
    staging,
    target: at('file'),
    mtimeMs: 1_700_000_000_000,
    expect: ABSENT,
    displaced: { kind: 'keep', keepId: 'kept-1' },
  });
}

function* pieces(sizeBytes: number): Generator<Buffer> {
  for (let made = 0; made < sizeBytes; made += WRITE_BYTES) yield Buffer.alloc(WRITE_BYTES, made / WRITE_BYTES);
}

describe('a network drive or shared folder that knows no flush', () => {
  it.each(['EINVAL', 'ENOTSUP'])('takes files and names as well as it can (%s)', async (errno) => {
    const filesystem = await fixture.open({ calls: { ...nodeFileCalls, sync: async () => failWith(errno) } });
    const staging = await openStaging(filesystem);
    await staging.append(Buffer.from('new'), () => {}, NEVER);
    const placed = summarize(await place(filesystem, staging));
    const opened = await filesystem.openFile(at('file'));
    if (opened.kind !== 'done') throw new Error(opened.kind);

    expect(placed).toBe('done');
    expect(await opened.value.sync()).toMatchObject({ ok: true });
    expect(await filesystem.syncDirectory(at(''))).toMatchObject({ ok: true });
    await Promise.all([staging.close(), opened.value.close()]);
  });
});

describe('memory of what has been written', () => {
  it('is given back at once: nothing of a large file waits for the collector', async () => {
    const staging = await openStaging(await fixture.open());
    const body = [...pieces(4 * WRITE_BYTES)];

    const appended = await staging.append(Readable.from(body), () => {}, NEVER);

    expect(appended).toEqual({ ok: true, value: 4 * WRITE_BYTES });
    expect(body.map((piece) => piece.buffer.byteLength)).toEqual([0, 0, 0, 0]);
    await staging.close();
  });

  it('is left alone where it is part of a larger one, or was not taken over', async () => {
    const staging = await openStaging(await fixture.open());
    const larger = Buffer.alloc(10, 'a');
    const bytes = Buffer.alloc(WRITE_BYTES, 'b');

    await staging.append(Readable.from([larger.subarray(0, 5)]), () => {}, NEVER);
    await staging.append(bytes, () => {}, NEVER);

    expect(larger.toString()).toBe('aaaaaaaaaa');
    expect(bytes.length).toBe(WRITE_BYTES);
    await staging.close();
  });
});

describe('a disk that does not keep what it took', () => {
  it('has a download begin anew when its bytes could not be made durable before they were placed', async () => {
    const filesystem = await openOnBrokenDisk();
    const staging = await openStaging(filesystem);
    await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);

    const placed = await place(filesystem, staging);

    expect(summarize(placed)).toBe('local-io-error');
    expect(staging.sizeBytes).toBe(0);
    await staging.close();
  });

  it.each(['EBUSY', 'EPERM', 'EACCES'])(
    'is never placed empty when its flush fails only once, as where another program holds it (%s)',
    async (errno) => {
      const filesystem = await openWhereFlushFailsOnce(errno);
      const staging = await openStaging(filesystem);
      await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);

      const placed = await place(filesystem, staging);

      expect(summarize(placed)).toBe('local-io-error');
      expect(fixture.user.list('')).toEqual([]);
      await staging.close();
    },
  );

  it('still says that the disk is full where that is why a flush failed, and places nothing', async () => {
    const filesystem = await openWhereFlushFailsOnce('ENOSPC');
    const staging = await openStaging(filesystem);
    await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);

    expect(summarize(await place(filesystem, staging))).toBe('disk-full');
    expect(fixture.user.list('')).toEqual([]);
    await staging.close();
  });

  it('has a download begin anew when that shows while more comes in', async () => {
    const staging = await openStaging(await openOnBrokenDisk());

    const appended = await staging.append(Readable.from(pieces(FLUSH_BYTES + WRITE_BYTES)), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'local-io-error' } });
    expect(staging.sizeBytes).toBe(0);
    await staging.close();
  });

  it('has a download begin anew when that shows while a write goes on', async () => {
    const staging = await openStaging(await openOnBrokenDisk());

    const appended = await staging.append(Readable.from(pieces(FLUSH_BYTES + 4 * WRITE_BYTES)), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'local-io-error' } });
    expect(staging.sizeBytes).toBe(0);
    await staging.close();
  });

  it('never takes bytes up again that can be neither kept nor thrown away, when that shows while more comes in', async () => {
    const filesystem = await openOnStubbornDisk();
    const staging = await openStaging(filesystem);

    const appended = await staging.append(Readable.from(pieces(FLUSH_BYTES + 4 * WRITE_BYTES)), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'local-io-error' } });
    await expectNothingToTake(filesystem, staging);
  });

  it('never takes bytes up again that can be neither kept nor thrown away, when that shows in the end', async () => {
    const filesystem = await openOnStubbornDisk();
    const staging = await openStaging(filesystem);
    await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);

    expect(summarize(await place(filesystem, staging))).toBe('local-io-error');
    await expectNothingToTake(filesystem, staging);
  });
});

it('is not looked for in the private folder before it is made, nor when it has been placed', async () => {
  const looks: string[] = [];
  const lstat: typeof nodeFileCalls.lstat = (path) => {
    looks.push(path);
    return nodeFileCalls.lstat(path);
  };
  const filesystem = await fixture.open({ calls: { ...nodeFileCalls, lstat } });

  const staging = await openStaging(filesystem);
  const looksBefore = looks.splice(0);
  await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);
  expect((await place(filesystem, staging)).kind).toBe('done');
  looks.length = 0;
  await staging.discard();

  expect([looksBefore, looks]).toEqual([[], []]);
  expect(fixture.user.list('')).toEqual(['file']);
});

it.each(['.nfs00a1', '.fuse_hidden0001', '.DS_Store', '._x'])(
  'is not taken for what a system has left in its folder: %s',
  async (name) => {
    const filesystem = await fixture.open();
    const staging = await openStaging(filesystem);
    await staging.close();
    writeFileSync(`${fixture.user.rootPath}/.bayernbox/staging/${name}`, 'left');

    expect(await filesystem.listStaging()).toEqual([staging.id]);
  },
);

/** Neither by who has the file open nor by who opens it later. */
async function expectNothingToTake(filesystem: RealFilesystem, staging: StagingFile): Promise<void> {
  const body = Readable.from([Buffer.from('more')]);
  expect(await staging.append(body, () => {}, NEVER)).toMatchObject({ ok: false });
  expect(body.destroyed).toBe(true);
  expect(await staging.checksum(NEVER)).toMatchObject({ ok: false });
  expect((await place(filesystem, staging)).kind).not.toBe('done');
  await staging.close();
  expect(await filesystem.listStaging()).toEqual([]);
  expect(fixture.user.list('')).toEqual([]);
}
