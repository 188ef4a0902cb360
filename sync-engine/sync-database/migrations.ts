import type { DatabaseSync } from 'node:sqlite';
import { DatabaseUnusableError } from './database-unusable-error.ts';

/** Marks the file as ours: "BBox" in ASCII. @see https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x42_42_6f_78;

/**
 * Version 1. There is no path column: the path of a row is computed, so that renaming a directory is one row. The index
 * on place is not unique: two rows that swap names pass through equal places within one transaction.
 */
const CREATE_VERSION_1 = `
  CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), next_node_id INTEGER NOT NULL, cursor TEXT
  ) STRICT;
  INSERT INTO state VALUES (1, 1, NULL);
  CREATE TABLE identity (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), folder_id TEXT NOT NULL, local_root_path TEXT NOT NULL,
    local_root_device INTEGER NOT NULL, local_root_inode INTEGER NOT NULL, remote_root_identity TEXT NOT NULL,
    remote_root_file_id TEXT NOT NULL
  ) STRICT;
  CREATE TABLE base (
    id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, name TEXT NOT NULL, is_directory INTEGER NOT NULL, checksum TEXT,
    local_device INTEGER, local_inode INTEGER, local_birth_ns ANY, local_size INTEGER, local_mtime_ns ANY,
    local_ctime_ns ANY,
    file_id TEXT, etag TEXT, remote_size INTEGER, remote_mtime_ms INTEGER, remote_checksum TEXT, permissions TEXT
  ) STRICT;
  CREATE INDEX base_by_place ON base (parent_id, name);
  CREATE INDEX base_by_inode ON base (local_inode, local_device);
  CREATE INDEX base_by_file_id ON base (file_id);
  CREATE TABLE remote_tree (
    file_id TEXT PRIMARY KEY, parent_file_id TEXT, name TEXT NOT NULL, is_directory INTEGER NOT NULL,
    etag TEXT NOT NULL, size INTEGER NOT NULL, mtime_ms INTEGER NOT NULL, checksum TEXT, permissions TEXT,
    is_processing INTEGER NOT NULL, listed_etag TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE parked (
    node_id INTEGER NOT NULL, side TEXT NOT NULL, park_name TEXT NOT NULL, parent_id INTEGER NOT NULL,
    name TEXT NOT NULL, PRIMARY KEY (node_id, side)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE transfer (
    key TEXT PRIMARY KEY, direction TEXT NOT NULL, state TEXT NOT NULL, updated_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE kept (
    keep_id TEXT PRIMARY KEY, original_path TEXT NOT NULL, size INTEGER NOT NULL, checksum TEXT,
    kept_at_ms INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE failure (
    position INTEGER PRIMARY KEY, path TEXT NOT NULL, side TEXT NOT NULL, code TEXT NOT NULL, attempts INTEGER NOT NULL,
    next_attempt_at_ms INTEGER NOT NULL, detail TEXT NOT NULL
  ) STRICT;
`;

/** Uploads whose answer has not come yet. */
const ADD_SENT_UPLOADS = `
  CREATE TABLE sent (
    path TEXT PRIMARY KEY, checksum TEXT NOT NULL, sent_at_ms INTEGER NOT NULL,
    local_device INTEGER NOT NULL, local_inode INTEGER NOT NULL, local_birth_ns ANY NOT NULL,
    local_size INTEGER NOT NULL, local_mtime_ns ANY NOT NULL, local_ctime_ns ANY NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The state of the folder as it was last told, so that another process can tell it too. */
const ADD_REPORT = `
  CREATE TABLE report (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), text TEXT NOT NULL) STRICT;
`;

/** What was tried when an attempt failed. */
const ADD_FAILED_WHAT = `ALTER TABLE failure ADD COLUMN what TEXT NOT NULL DEFAULT '';`;

/** Who has the item of a failure open or locked. */
const ADD_HOLDER = `
  ALTER TABLE failure ADD COLUMN held_by TEXT;
  ALTER TABLE failure ADD COLUMN held_since_ms INTEGER;
`;

/** One file id can be at several places on the server: each place is a row of its own. */
const ADD_REMOTE_KEYS = `
  ALTER TABLE remote_tree RENAME COLUMN file_id TO key;
  ALTER TABLE remote_tree RENAME COLUMN parent_file_id TO parent_key;
  ALTER TABLE remote_tree ADD COLUMN file_id TEXT NOT NULL DEFAULT '';
  UPDATE remote_tree SET file_id = key;
`;

/** Acts whose answer has not come yet: uploads, which had a table of their own, and moves. */
const ADD_BEGUN_ACTS = `
  CREATE TABLE begun (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, begun_at_ms INTEGER NOT NULL,
    side TEXT, node_id INTEGER, checksum TEXT,
    local_device INTEGER, local_inode INTEGER, local_birth_ns ANY, local_size INTEGER, local_mtime_ns ANY,
    local_ctime_ns ANY
  ) STRICT, WITHOUT ROWID;
  INSERT INTO begun SELECT
    'upload ' || path, 'upload', path, sent_at_ms, NULL, NULL, checksum,
    local_device, local_inode, local_birth_ns, local_size, local_mtime_ns, local_ctime_ns
  FROM sent;
  DROP TABLE sent;
`;

/** What was done, for people and for undo. Ids are given by whoever acts, also by processes that cannot write here. */
const CREATE_HISTORY = `
  CREATE TABLE history (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    verb TEXT NOT NULL, side TEXT NOT NULL, is_directory INTEGER NOT NULL, path TEXT NOT NULL, target TEXT,
    reversal TEXT NOT NULL, undoes TEXT
  ) STRICT;
`;

/** What guards remember over runs and sessions. Lists are JSON: they are read and written as a whole. */
const ADD_GUARDS = `
  CREATE TABLE hold (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, kind TEXT NOT NULL, side TEXT NOT NULL, reason TEXT NOT NULL,
    first_seen_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, nodes TEXT NOT NULL, file_count INTEGER NOT NULL,
    all_files INTEGER NOT NULL, paths TEXT NOT NULL, is_approved INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE recent_act (
    kind TEXT NOT NULL, node_id INTEGER NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (kind, node_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), is_running INTEGER NOT NULL, data_fingerprint TEXT, mark TEXT,
    previous_mark TEXT
  ) STRICT;
  INSERT INTO session VALUES (1, 0, NULL, NULL, NULL);
`;

/** Conflicts as data. What is only shown or undone lies in `details` as JSON; nothing is looked up by it. */
const ADD_CONFLICTS = `
  CREATE TABLE conflict (
    id TEXT PRIMARY KEY, node_id INTEGER NOT NULL, path TEXT NOT NULL, second_name TEXT NOT NULL,
    recorded_at_ms INTEGER NOT NULL, details TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** What a person has chosen away, by the server's ids. In no case derived from paths: those change. */
const ADD_SELECTION = `
  CREATE TABLE choice (
    file_id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE selection (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), new_directories TEXT NOT NULL, ask_above_bytes INTEGER,
    is_settled INTEGER NOT NULL
  ) STRICT;
  INSERT INTO selection VALUES (1, 'take', NULL, 0);
`;

/** What was kept away before people chose, until the history tells what came of it; and where it tells it. */
const ADD_CHOICE_OUTCOMES = `
  CREATE TABLE choice_before (
    file_id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE selection ADD COLUMN untold_since_ms INTEGER;
  ALTER TABLE history ADD COLUMN outcome TEXT;
`;

/** What a pass was made from that found nothing to do. */
const ADD_REST_PROOF = `
  CREATE TABLE rest_proof (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), text TEXT NOT NULL) STRICT;
`;

/** A path tells of a begun move only until a directory on it is renamed. */
const ADD_BEGUN_PARENT = 'ALTER TABLE begun ADD COLUMN parent_id INTEGER;';

/** A failure that an older version has written does not tell when it was. */
const ADD_LAST_ATTEMPT = 'ALTER TABLE failure ADD COLUMN last_attempt_at_ms INTEGER;';

/** Signs of mass changes that a person has called meant. */
const ADD_FALSE_ALARMS = `
  CREATE TABLE false_alarm (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, extension TEXT NOT NULL, remembered_at_ms INTEGER NOT NULL,
    UNIQUE (kind, extension)
  ) STRICT;
`;

/** Locks on the server that this program holds. */
const ADD_OWN_LOCKS = `
  CREATE TABLE own_lock (
    file_id TEXT PRIMARY KEY, path TEXT NOT NULL, token TEXT NOT NULL, expires_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** A lock that an older version has left does not tell since when it is held: a quarter of an hour before it ends, at most. */
const ADD_LOCK_TIMES = `
  ALTER TABLE own_lock ADD COLUMN taken_at_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE own_lock SET taken_at_ms = expires_at_ms - 900000;
`;

/** Rows of the base are read all at once or found by their id: what else they could be found by cost a third of each write. */
const DROP_BASE_INDEXES = `
  DROP INDEX base_by_place;
  DROP INDEX base_by_inode;
  DROP INDEX base_by_file_id;
`;

/** One step each; step `n` (counted from 1) leads to version `n`. Steps that have been released never change. */
export const MIGRATIONS: readonly string[] = [
  CREATE_VERSION_1,
  ADD_SENT_UPLOADS,
  CREATE_HISTORY,
  ADD_GUARDS,
  ADD_CONFLICTS,
  ADD_REPORT,
  ADD_FAILED_WHAT,
  ADD_REMOTE_KEYS,
  ADD_SELECTION,
  ADD_BEGUN_ACTS,
  ADD_HOLDER,
  ADD_CHOICE_OUTCOMES,
  ADD_REST_PROOF,
  ADD_BEGUN_PARENT,
  ADD_LAST_ATTEMPT,
  ADD_FALSE_ALARMS,
  ADD_OWN_LOCKS,
  ADD_LOCK_TIMES,
  DROP_BASE_INDEXES,
];

/**
 * Throws `DatabaseUnusableError` for a newer version and for a database of another program. Only reads, so that such a
 * file stays as it is.
 */
export function checkOwnership(database: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  if (readPragma(database, 'application_id') !== APPLICATION_ID && !isEmpty(database)) {
    throw new DatabaseUnusableError('foreign', 'a database of another program');
  }
  const version = readPragma(database, 'user_version');
  if (version > migrations.length) {
    throw new DatabaseUnusableError('newer-version', `version ${version}, known up to ${migrations.length}`);
  }
}

/**
 * Brings a database that passed `checkOwnership` to the newest version. A crash leaves a known version: each step has a
 * transaction of its own. A new database takes all of them in one, because it waits for the disk after each, and holds
 * nothing yet that a later start could not make anew.
 */
export function migrate(database: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  const version = readPragma(database, 'user_version');
  if (version === 0) {
    takeSteps(database, migrations, migrations.length);
    return;
  }
  migrations.slice(version).forEach((step, index) => takeSteps(database, [step], version + index + 1));
}

function takeSteps(database: DatabaseSync, steps: readonly string[], version: number): void {
  database.exec(`
    BEGIN IMMEDIATE;
    ${steps.join('\n')}
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${version};
    COMMIT;`);
}

function readPragma(database: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  const value = database.prepare(`PRAGMA ${pragma}`).get()?.[pragma];
  if (typeof value !== 'number') throw new DatabaseUnusableError('broken', `no ${pragma}`);
  return value;
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
}
