import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBaseRow } from './database-builders.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import { migrate } from './migrations.ts';
import { createReserveFile } from './reserve-file.ts';
import { SqliteSyncDatabase } from './sqlite-sync-database.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sync-database-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('createReserveFile', () => {
  it('holds the space until it is released, once', () => {
    const path = join(folder, 'reserve');
    const reserve = createReserveFile(path, 10_000);

    expect(statSync(path).size).toBe(10_000);
    expect([reserve.release(), reserve.release()]).toEqual([true, false]);
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('fills up a reserve that was left incomplete', () => {
    const path = join(folder, 'reserve');
    writeFileSync(path, 'short');

    createReserveFile(path, 10_000);

    expect(statSync(path).size).toBe(10_000);
  });
});

describe('SqliteSyncDatabase on a full disk', () => {
  /** The limit on pages stands for the disk: SQLite answers both with SQLITE_FULL. */
  function openOnFullDisk(): DatabaseSync {
    const disk = new DatabaseSync(':memory:');
    migrate(disk);
    disk.exec('PRAGMA max_page_count = 1');
    return disk;
  }

  const rows = Array.from({ length: 500 }, (_, index) => buildBaseRow(index + 1, `Datei ${index}`));
  const changes = rows.map((row) => ({ kind: 'put', row }) as const);

  it('gives the reserve back to the disk and stores the rows', () => {
    const disk = openOnFullDisk();
    const release = (): boolean => {
      disk.exec('PRAGMA max_page_count = 10000');
      return true;
    };
    const database = new SqliteSyncDatabase(disk, { release });

    database.commitBase(changes);

    expect([database.loadBase().size, database.writeCount]).toEqual([500, 1]);
    database.close();
  });

  it('throws disk-full and stays usable when the reserve is used up', () => {
    const database = new SqliteSyncDatabase(openOnFullDisk(), { release: () => false });

    expect(() => database.commitBase(changes)).toThrow(expect.objectContaining({ reason: 'disk-full' }));
    expect(() => database.commitBase(changes)).toThrow(DatabaseUnusableError);
    expect(database.loadBase().size).toBe(0);
    database.close();
  });
});
