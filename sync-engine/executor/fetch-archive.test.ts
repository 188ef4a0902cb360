import { expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { EMPTY_CHECKSUM } from '../core/model/checksum.ts';
import { DISK_RESERVE_BYTES } from '../core/model/disk-reserve.ts';
import { toNodeId, toRemoteKey } from '../core/model/ids.ts';
import type { OperationId, Transfer } from '../core/model/operation.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { FakeDisk } from '../filesystem/fake-disk.ts';
import { FakeFilesystem } from '../filesystem/fake-filesystem.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import { FakeServer } from '../transport/fake-server.ts';
import { FakeTransport } from '../transport/fake-transport.ts';
import { ArchiveFetcher } from './fetch-archive.ts';
import type { FetchContext } from './fetch-archive.ts';
import { stagingId } from './staging.ts';

const NAMES = ['a', 'b', 'c'];

interface Stage {
  readonly operations: readonly Transfer[];
  readonly rows: readonly RemoteRow[];
  readonly transport: FakeTransport;
  readonly filesystem: FakeFilesystem;
  readonly context: FetchContext;
  /** Names of the files whose bytes are here. */
  readonly staged: () => readonly string[];
}

async function createStage(disk: FakeDisk = new FakeDisk()): Promise<Stage> {
  const server = new FakeServer();
  const filesystem = new FakeFilesystem({ clock: new FakeClock(), disk });
  await filesystem.open();
  const rows = NAMES.map((name): RemoteRow => {
    const entry = server.writeFile(name, `text of ${name}`);
    return { ...entry, key: toRemoteKey(entry.fileId, () => false), parentKey: undefined, listedEtag: undefined };
  });
  const operations = rows.map((row, id): Transfer => {
    const place = { parentId: toNodeId(0), name: row.name };
    const core = { id: id as OperationId, node: toNodeId(id + 1), side: 'local' as const, after: [], place };
    return { ...core, kind: 'transfer', mode: { kind: 'create' } };
  });
  const transport = new FakeTransport(server, { archiveLimits: { maxFiles: 10, maxBytes: 100 } });
  const context: FetchContext = {
    filesystem,
    transport,
    findRow: ({ id }) => rows[id],
    signal: new AbortController().signal,
    onBytes: () => {},
  };
  const staged = (): readonly string[] =>
    rows.filter((row) => disk.staging.get(stagingId(row))?.bytes.length === row.sizeBytes).map(({ name }) => name);
  return { operations, rows, transport, filesystem, context, staged };
}

test('files of a batch lie where their own downloads look first', async () => {
  const { operations, context, staged } = await createStage();

  expect(await new ArchiveFetcher().fetch({ operations, sizeBytes: 27 }, context)).toMatchObject({ kind: 'done' });

  expect(staged()).toEqual(NAMES);
});

test('what an earlier attempt has left is not asked for: that download goes on by itself', async () => {
  const { operations, rows, context, staged } = await createStage();
  const [first] = rows;
  if (first === undefined) throw new Error('no row');
  const left = await context.filesystem.openStaging(stagingId(first));
  if (left.ok) await left.value.close();

  await new ArchiveFetcher().fetch({ operations, sizeBytes: 27 }, context);

  expect(staged()).toEqual(['b', 'c']);
});

test('nothing is fetched into a disk that has no room for it beside the reserve', async () => {
  const { operations, transport, context } = await createStage(
    new FakeDisk({ capacityBytes: DISK_RESERVE_BYTES + 20 }),
  );

  const outcome = await new ArchiveFetcher().fetch({ operations, sizeBytes: 27 }, context);

  expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'disk-full' } });
  expect(transport.calls).toEqual([]);
});

test('a disk that cannot be asked for its space gets no archive, and the item tells why', async () => {
  const { operations, transport, filesystem, context } = await createStage();
  filesystem.faults.add({ act: 'read-space', path: ROOT_PATH, errno: 'EIO', times: 1 });

  const outcome = await new ArchiveFetcher().fetch({ operations, sizeBytes: 27 }, context);

  expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'local-io-error', scope: 'item' } });
  expect(transport.calls).toEqual([]);
});

test('after two archives in a row that brought less than half, no other is worth it', async () => {
  const stage = await createStage();
  const { operations, context, rows } = stage;
  const fetcher = new ArchiveFetcher();
  const fetchWith = async (isChanged: boolean): Promise<boolean> => {
    const findRow: FetchContext['findRow'] = ({ id }) => {
      const row = rows[id];
      return row === undefined || !isChanged ? row : { ...row, checksum: EMPTY_CHECKSUM };
    };
    await fetcher.fetch({ operations, sizeBytes: 27 }, { ...context, findRow });
    for (const row of rows) {
      const staging = await context.filesystem.openStaging(stagingId(row));
      if (staging.ok) await staging.value.discard();
    }
    return fetcher.isWorthwhile;
  };

  expect([await fetchWith(true), await fetchWith(false)]).toEqual([true, true]);
  expect([await fetchWith(true), await fetchWith(true)]).toEqual([true, false]);
});

test('a stalled archive is the last one', () => {
  const fetcher = new ArchiveFetcher();
  fetcher.noteStalled();

  expect(fetcher.isWorthwhile).toBe(false);
});
