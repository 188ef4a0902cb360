import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import {
  ABSENT,
  at,
  getDone,
  NEVER,
  observe,
  observeStamp,
  readKinds,
  stage,
  summarize,
} from '../testing/conformance/filesystem-conformance-harness.ts';
import type { FakeDiskOptions } from './fake-disk.ts';
import { FakeDisk } from './fake-disk.ts';
import { FakeFilesystem } from './fake-filesystem.ts';

async function openFake(options: FakeDiskOptions = {}): Promise<FakeFilesystem> {
  const filesystem = new FakeFilesystem({ clock: new FakeClock(), disk: new FakeDisk(options) });
  await filesystem.open();
  return filesystem;
}

describe('a fake disk', () => {
  it('gives a freed inode number to the next item when told to', async () => {
    const filesystem = await openFake({ reusesInodes: true });
    filesystem.user.writeFile('old', 'x');
    const { inode, birthNs } = await observeStamp(filesystem, 'old');

    filesystem.user.remove('old');
    filesystem.user.writeFile('new', 'x');

    const reborn = await observeStamp(filesystem, 'new');
    expect(reborn.inode).toBe(inode);
    expect(reborn.birthNs).not.toBe(birthNs);
  });

  it('never uses an inode number twice otherwise', async () => {
    const filesystem = await openFake();
    filesystem.user.writeFile('old', 'x');
    const { inode } = await observeStamp(filesystem, 'old');

    filesystem.user.remove('old');
    filesystem.user.writeFile('new', 'x');

    expect((await observeStamp(filesystem, 'new')).inode).not.toBe(inode);
  });

  it('hides a second write within one step of its clock', async () => {
    const filesystem = await openFake({ timeStepNs: 2_000_000_000n });
    filesystem.user.writeFile('file', 'one');
    const before = await observeStamp(filesystem, 'file');

    filesystem.user.writeFile('file', 'two');

    expect(await observeStamp(filesystem, 'file')).toEqual(before);
  });

  it('finds names of another case, keeps their spelling and changes it by a move', async () => {
    const filesystem = await openFake({ isCaseSensitive: false });
    filesystem.user.writeFile('Readme', 'x');

    expect(summarize(await filesystem.makeDirectory(at('README')))).toBe('exists');
    getDone(await filesystem.move(at('Readme'), at('README'), await observe(filesystem, 'readme')));

    expect(filesystem.user.list('')).toEqual(['README']);
  });

  it('takes composed and decomposed letters for one name when told to', async () => {
    const filesystem = await openFake({ keepsUnicodeForm: false });
    filesystem.user.writeFile('ä'.normalize('NFC'), 'x');

    expect((await filesystem.stat(at('ä'.normalize('NFD')))).kind).toBe('present');
  });

  it('is full after its bytes are used up', async () => {
    const filesystem = await openFake({ capacityBytes: 10 });
    filesystem.user.writeFile('file', '123456');
    const staging = await stage(filesystem, 'one', '1234');

    const appended = await staging.append(Readable.from([Buffer.from('5')]), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'disk-full', scope: 'item' } });
    expect(await filesystem.readSpace()).toMatchObject({ ok: true, value: { freeBytes: 0 } });
  });

  it('keeps everything over a crash of the file system', async () => {
    const filesystem = await openFake();
    filesystem.user.writeFile('file', 'x');
    filesystem.disk.isLocked = false;

    const restarted = new FakeFilesystem({ clock: new FakeClock(), disk: filesystem.disk });
    await restarted.open();

    expect(await readKinds(restarted, '')).toEqual({ file: 'file' });
  });

  it('is missing or replaced when it is unmounted or mounted anew', async () => {
    const filesystem = await openFake();
    filesystem.disk.root = undefined;
    expect(await filesystem.readRoot()).toEqual({ kind: 'absent' });
    expect(await filesystem.readDirectory(at(''))).toMatchObject({ error: { code: 'local-folder-missing' } });
    expect(await filesystem.syncDirectory(at('a'))).toMatchObject({ error: { code: 'local-folder-missing' } });

    filesystem.disk.root = filesystem.disk.createNode('directory');

    expect(await filesystem.readDirectory(at(''))).toMatchObject({ error: { code: 'local-folder-replaced' } });
  });
});

describe('faults', () => {
  it('come up as often as they were asked for, below their path only', async () => {
    const filesystem = await openFake();
    filesystem.user.makeDirectory('a');
    filesystem.faults.add({ act: 'make-directory', path: at('a'), errno: 'EACCES', times: 1 });

    expect(summarize(await filesystem.makeDirectory(at('b')))).toBe('done');
    expect(summarize(await filesystem.makeDirectory(at('a/b')))).toBe('local-access-denied');
    expect(summarize(await filesystem.makeDirectory(at('a/b')))).toBe('done');
  });

  it('hold a file that a program has locked for every act until they are cleared', async () => {
    const filesystem = await openFake();
    filesystem.user.writeFile('file', 'x');
    const expected = await observe(filesystem, 'file');
    filesystem.faults.add({ path: at('file'), errno: 'EBUSY' });

    expect(summarize(await filesystem.keepFile(at('file'), expected, 'k1'))).toBe('local-file-busy');
    filesystem.faults.clear();

    expect(summarize(await filesystem.keepFile(at('file'), expected, 'k1'))).toBe('done');
  });

  it('let the user act right before an act, which notices', async () => {
    const filesystem = await openFake();
    const staging = await stage(filesystem, 'one', 'new');
    filesystem.faults.onAct = (act) => {
      if (act === 'place') filesystem.user.writeFile('file', 'mine');
    };

    const displaced = { kind: 'keep', keepId: 'k1' } as const;
    const outcome = await filesystem.place({ staging, target: at('file'), mtimeMs: 0, expect: ABSENT, displaced });

    expect(summarize(outcome)).toBe('exists');
    expect(filesystem.user.readFile('file')).toBe('mine');
  });

  it('show names as unreadable, which keeps their directory from being removed', async () => {
    const filesystem = await openFake();
    filesystem.user.makeDirectory('a');
    filesystem.unreadable.set(at('a/x'), 'name-not-utf8');

    expect(await filesystem.readDirectory(at('a'))).toMatchObject({
      unreadable: [{ name: 'x', reason: 'name-not-utf8' }],
    });
    const removed = await filesystem.removeDirectory(at('a'), await observe(filesystem, 'a'));
    expect(summarize(removed)).toBe('changed-meanwhile');
  });

  it('change a file while it is hashed', async () => {
    const filesystem = await openFake();
    filesystem.user.writeFile('file', 'x');
    filesystem.faults.onAct = () => filesystem.user.writeFile('file', 'y');

    expect(summarize(await filesystem.hashFile(at('file'), NEVER))).toBe('changed-meanwhile');
  });
});
