import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { finish } from '../core/model/steps.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import { RemoteTreeTable } from './remote-tree-table.ts';
import { BegunTable } from './begun-table.ts';
import { checkOwnership, migrate, MIGRATIONS } from './migrations.ts';
import { FailureTable } from './record-tables.ts';

/** The version before a row of the server's tree got a key of its own. */
const BEFORE_BEGUN_ACTS = 9;
const BEFORE_REMOTE_KEYS = 7;
const BEFORE_BEGUN_PARENTS = 13;
const BEFORE_LAST_ATTEMPTS = 14;
const NEXT_STEP = 'ALTER TABLE kept ADD COLUMN note TEXT;';

function readVersion(database: DatabaseSync): unknown {
  return database.prepare('PRAGMA user_version').get()?.['user_version'];
}

describe('migrate', () => {
  it('leads an empty database to the newest version', () => {
    const database = new DatabaseSync(':memory:');

    migrate(database, [...MIGRATIONS, NEXT_STEP]);

    expect(readVersion(database)).toBe(MIGRATIONS.length + 1);
    expect(() => checkOwnership(database, [...MIGRATIONS, NEXT_STEP])).not.toThrow();
  });

  it('gives a new database, byte for byte, the tables of one that has grown version by version', () => {
    const [made, grown] = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')];

    migrate(made);
    for (let version = 1; version <= MIGRATIONS.length; version += 1) migrate(grown, MIGRATIONS.slice(0, version));

    const listTables = (database: DatabaseSync) => database.prepare('SELECT * FROM sqlite_schema').all();
    expect(listTables(made)).toEqual(listTables(grown));
    expect(readVersion(made)).toBe(readVersion(grown));
  });

  it('leaves a new database empty when a step fails', () => {
    const database = new DatabaseSync(':memory:');

    expect(() => migrate(database, [...MIGRATIONS, 'NO SUCH STEP;'])).toThrow('syntax error');
    database.exec('ROLLBACK');

    expect(readVersion(database)).toBe(0);
    expect(database.prepare('SELECT * FROM sqlite_schema').all()).toEqual([]);
  });

  it('runs only the steps that are missing, and keeps the rows', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    database.exec("INSERT INTO kept VALUES ('k', 'p', 1, NULL, 1, 'removed-on-server')");

    migrate(database, [...MIGRATIONS, NEXT_STEP]);
    migrate(database, [...MIGRATIONS, NEXT_STEP]);

    expect(database.prepare('SELECT keep_id, note FROM kept').all()).toEqual([
      Object.assign(Object.create(null), { keep_id: 'k', note: null }),
    ]);
  });

  it('keeps what was seen of the server when one file id may stand at several places', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, BEFORE_REMOTE_KEYS));
    database.exec("INSERT INTO remote_tree VALUES ('0001oc', NULL, '', 1, 'e', 0, 0, NULL, 'RDNVCK', 0, 'e')");

    migrate(database);

    expect([...finish(new RemoteTreeTable(database).load()).values()]).toMatchObject([
      { key: '0001oc', fileId: '0001oc', parentKey: undefined, permissions: 'RDNVCK', listedEtag: 'e' },
    ]);
  });

  it('keeps uploads whose answer has not come yet', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, BEFORE_BEGUN_ACTS));
    database.exec("INSERT INTO sent VALUES ('Docs/a.odt', 'SHA1:x', 5, 1, 2, 3, 4, 5, 6)");

    migrate(database);

    expect(new BegunTable(database).list()).toMatchObject([
      { kind: 'upload', path: 'Docs/a.odt', checksum: 'SHA1:x', begunAtMs: 5, local: { inode: 2n, ctimeNs: 6n } },
    ]);
  });

  it('leaves rows of the base nothing to be found by but their ids, because every write would pay for it', () => {
    const database = new DatabaseSync(':memory:');

    migrate(database);

    expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'base'").all()).toEqual(
      [],
    );
  });

  it('keeps moves whose answer has not come yet', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, BEFORE_BEGUN_PARENTS));
    const nothing = ', NULL'.repeat(7);
    database.exec(`INSERT INTO begun VALUES ('move remote 3', 'move', 'Docs/a.odt', 5, 'remote', 3${nothing})`);

    migrate(database);

    expect(new BegunTable(database).list()).toEqual([
      { kind: 'move', side: 'remote', nodeId: 3, path: 'Docs/a.odt', parentId: undefined, begunAtMs: 5 },
    ]);
  });

  it('keeps failures of a version that did not note when they were', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, BEFORE_LAST_ATTEMPTS));
    const holder = "'Bert', 4";
    database.exec(`INSERT INTO failure VALUES (0, 'a.txt', 'remote', 'stalled', 2, 9, 'why', 'upload v1', ${holder})`);

    migrate(database);

    expect(new FailureTable(database).list()).toEqual([
      {
        path: 'a.txt',
        side: 'remote',
        what: 'upload v1',
        code: 'stalled',
        attempts: 2,
        nextAttemptAtMs: 9,
        detail: 'why',
        heldBy: { name: 'Bert', sinceMs: 4 },
      },
    ]);
  });

  it('leaves a known version behind when a step fails', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, BEFORE_LAST_ATTEMPTS));

    expect(() => migrate(database, [...MIGRATIONS, `${NEXT_STEP} SELECT * FROM nowhere;`])).toThrow('nowhere');
    database.exec('ROLLBACK');

    expect(readVersion(database)).toBe(MIGRATIONS.length);
    expect(database.prepare('SELECT * FROM kept').columns()).toHaveLength(6);
  });

  it('is refused for a version above the known ones', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, [...MIGRATIONS, NEXT_STEP]);

    expect(() => checkOwnership(database)).toThrow(DatabaseUnusableError);
  });
});
