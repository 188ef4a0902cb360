import { expect, it } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import {
  at,
  getDone,
  observe,
  placeContent,
  stage,
} from '#sync-engine/testing/conformance/filesystem-conformance-harness.ts';
import { FakeDisk } from './fake-disk.ts';
import type { PowerCut } from './fake-durability.ts';
import { FakeFilesystem } from './fake-filesystem.ts';

/** As much is lost as can be. */
const WORST: PowerCut = { keepNames: () => 0, fateOfBytes: () => 'empty' };

async function openFake(): Promise<FakeFilesystem> {
  const filesystem = new FakeFilesystem({ clock: new FakeClock(), disk: new FakeDisk({ canLosePower: true }) });
  await filesystem.open();
  return filesystem;
}

it('loses a name in a directory that was not synced, and keeps one that was', async () => {
  const filesystem = await openFake();
  getDone(await placeContent({ filesystem }, { target: 'first', content: 'first' }));
  await filesystem.syncDirectory(at(''));
  getDone(await placeContent({ filesystem }, { target: 'second', content: 'second' }));

  filesystem.disk.cutPower(WORST);

  expect(filesystem.user.listAll()).toEqual(['first']);
  expect(filesystem.user.readFile('first')).toBe('first');
});

it('leaves what was only written empty, and what was placed whole', async () => {
  const filesystem = await openFake();
  const staging = await stage(filesystem, 'half', 'half');
  getDone(await placeContent({ filesystem }, { target: 'whole', content: 'whole' }));
  await filesystem.syncDirectory(at(''));

  filesystem.disk.cutPower({ ...WORST, keepNames: (count) => count });

  expect(filesystem.disk.staging.get(staging.id)?.bytes).toHaveLength(0);
  expect(filesystem.user.readFile('whole')).toBe('whole');
});

it('keeps what a person wrote once the open file was synced', async () => {
  const filesystem = await openFake();
  for (const name of ['a', 'b']) filesystem.user.writeFile(name, 'old');
  filesystem.disk.syncAll();
  for (const name of ['a', 'b']) filesystem.user.writeFile(name, 'new');
  const file = getDone(await filesystem.openFile(at('a')));

  expect(await file.sync()).toEqual({ ok: true, value: undefined });
  filesystem.disk.cutPower({ keepNames: () => 0, fateOfBytes: () => 'as-before' });

  expect([filesystem.user.readFile('a'), filesystem.user.readFile('b')]).toEqual(['new', 'old']);
});

it('loses a rename as a whole: the item is at its old or at its new name, never at none', async () => {
  const filesystem = await openFake();
  filesystem.user.writeFile('a', 'x');
  filesystem.disk.syncAll();
  getDone(await filesystem.move(at('a'), at('b'), await observe(filesystem, 'a')));

  filesystem.disk.cutPower(WORST);

  expect(filesystem.user.listAll()).toEqual(['a']);
});

it('takes a file back from the safety store when the move there was not synced', async () => {
  const filesystem = await openFake();
  filesystem.user.writeFile('a', 'x');
  filesystem.disk.syncAll();
  getDone(await filesystem.keepFile(at('a'), await observe(filesystem, 'a'), 'kept-1'));

  filesystem.disk.cutPower(WORST);

  expect(filesystem.user.readFile('a')).toBe('x');
  expect(filesystem.disk.privateNodes()).toEqual([]);
});

it('shows an empty directory, another one, where a disk was mounted, and everything again when it is back', async () => {
  const filesystem = await openFake();
  filesystem.user.writeFile('a', 'x');
  const before = filesystem.disk.root?.inode;

  filesystem.disk.unmount('empty-directory');
  expect(filesystem.disk.root?.children.size).toBe(0);
  expect(filesystem.disk.root?.inode).not.toBe(before);

  filesystem.disk.mount();
  expect(filesystem.user.readFile('a')).toBe('x');
});
