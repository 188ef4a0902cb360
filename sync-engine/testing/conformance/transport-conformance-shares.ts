import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAllowed, isMountPoint } from '../../core/model/permissions.ts';
import type { Transport } from '../../transport/transport.ts';
import { at, getDone, getEntry, getNames, NEVER, summarize, upload } from './transport-conformance-harness.ts';

/** A connected transport that sees a directory of somebody else, with the file `f` (`shared`), at `one` and at `two`. */
export interface SharesHarness {
  readonly transport: Transport;
  /** The owner's own view of the directory's files. */
  readonly readFile: (name: string) => Promise<string | undefined>;
  readonly dispose: () => Promise<void>;
}

export type CreateSharesHarness = (role: 'viewer' | 'editor') => Promise<SharesHarness>;

/** What every server does with a share that is shown twice, and with its letters. */
export function describeShares(title: string, create: CreateSharesHarness): void {
  describe.each([
    ['editor', describeEditing],
    ['viewer', describeViewing],
  ] as const)(`${title}, a share seen as %s`, (role, describeRole) => {
    let harness: SharesHarness;
    beforeEach(async () => {
      harness = await create(role);
    });
    afterEach(() => harness.dispose());
    describeRole(() => harness);
  });
}

function describeEditing(get: () => SharesHarness): void {
  it('shows the same ids at both places', async () => {
    const { transport } = get();

    expect((await getEntry(transport, 'two')).fileId).toBe((await getEntry(transport, 'one')).fileId);
    expect((await getEntry(transport, 'two/f')).fileId).toBe((await getEntry(transport, 'one/f')).fileId);
  });

  it('shows letters that allow what is allowed, and the places as mount points', async () => {
    const { transport } = get();
    const [root, directory, file] = [
      await getEntry(transport, ''),
      await getEntry(transport, 'one'),
      await getEntry(transport, 'one/f'),
    ];

    expect(isAllowed('create-file', directory.permissions)).toBe(true);
    expect(isAllowed('write', file.permissions)).toBe(true);
    expect(isMountPoint(directory.permissions, root.permissions)).toBe(true);
    expect(isMountPoint(file.permissions, directory.permissions)).toBe(false);
  });

  it('changes both places, and their etags, by a change at one', async () => {
    const { transport } = get();
    const before = await getEntry(transport, 'one');

    getDone(await upload(transport, 'two/new', 'new'));

    expect(await getNames(transport, 'one')).toEqual(['f', 'new']);
    expect(await get().readFile('new')).toBe('new');
    expect((await getEntry(transport, 'one')).etag).not.toBe(before.etag);
  });

  it('takes only the place away when it is removed', async () => {
    const { transport } = get();
    const { fileId, etag } = await getEntry(transport, 'one');

    getDone(await transport.remove({ path: at('one'), kind: 'directory', fileId, etag, signal: NEVER }));

    expect(await getNames(transport)).toEqual(['two']);
    expect(await get().readFile('f')).toBe('shared');
  });
}

function describeViewing(get: () => SharesHarness): void {
  it('shows letters that allow nothing', async () => {
    const directory = await getEntry(get().transport, 'one');
    const file = await getEntry(get().transport, 'one/f');

    expect(isAllowed('create-file', directory.permissions)).toBe(false);
    expect(isAllowed('create-directory', directory.permissions)).toBe(false);
    expect([file.permissions, isAllowed('write', file.permissions), isAllowed('remove', file.permissions)]).toEqual([
      file.permissions ?? 'letters',
      false,
      false,
    ]);
  });

  it('refuses everything else with no-permission, and nothing has changed', async () => {
    const { transport } = get();
    const { fileId, etag } = await getEntry(transport, 'one/f');
    const version = { kind: 'version', fileId, etag } as const;

    expect([
      summarize(await upload(transport, 'one/new', 'new')),
      summarize(await upload(transport, 'one/f', 'mine', { expect: version })),
      summarize(await transport.makeDirectory(at('one/d'), NEVER)),
      summarize(await transport.move({ from: at('one/f'), to: at('one/g'), fileId, signal: NEVER })),
      summarize(await transport.remove({ path: at('one/f'), kind: 'file', fileId, etag, signal: NEVER })),
    ]).toEqual(Array.from({ length: 5 }, () => 'no-permission'));
    expect(await getNames(transport, 'one')).toEqual(['f']);
    expect(await get().readFile('f')).toBe('shared');
  });
}
