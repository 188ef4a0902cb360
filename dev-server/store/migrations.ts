/** The schema, one entry a version, from version 1. Entries are never edited once released. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE users (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, salt TEXT NOT NULL, hash TEXT NOT NULL,
    root_id INTEGER NOT NULL
  );
  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL, label TEXT NOT NULL, created_ms INTEGER NOT NULL, expires_ms INTEGER
  ) WITHOUT ROWID;

  CREATE TABLE blobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, size_bytes INTEGER NOT NULL,
    sha1 TEXT NOT NULL, md5 TEXT NOT NULL, adler32 TEXT NOT NULL
  );
  CREATE TABLE nodes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, parent_id INTEGER, name TEXT NOT NULL, is_directory INTEGER NOT NULL,
    etag TEXT NOT NULL, mtime_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, blob_id INTEGER
  );
  CREATE UNIQUE INDEX nodes_by_place ON nodes (parent_id, name);
  CREATE INDEX nodes_by_blob ON nodes (blob_id) WHERE blob_id IS NOT NULL;

  CREATE TABLE trash (
    node_id INTEGER PRIMARY KEY, root_id INTEGER NOT NULL, original_name TEXT NOT NULL,
    original_path TEXT NOT NULL, deleted_ms INTEGER NOT NULL
  );
  CREATE INDEX trash_by_root ON trash (root_id, node_id);

  CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, node_id INTEGER NOT NULL, blob_id INTEGER NOT NULL,
    mtime_ms INTEGER NOT NULL, etag TEXT NOT NULL
  );
  CREATE INDEX versions_by_node ON versions (node_id, id);
  CREATE INDEX versions_by_blob ON versions (blob_id);

  CREATE TABLE dead_properties (
    node_id INTEGER NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (node_id, namespace, name)
  ) WITHOUT ROWID;

  CREATE TABLE locks (
    token TEXT PRIMARY KEY, node_id INTEGER NOT NULL, is_exclusive INTEGER NOT NULL, is_deep INTEGER NOT NULL,
    owner TEXT NOT NULL, timeout_s INTEGER NOT NULL, expires_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX locks_by_node ON locks (node_id);

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, root_id INTEGER NOT NULL, node_id INTEGER NOT NULL, kind TEXT NOT NULL,
    parent_id INTEGER NOT NULL, name TEXT NOT NULL, is_directory INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX journal_by_node ON journal (node_id, kind, parent_id, name);
  CREATE INDEX journal_by_root ON journal (root_id, seq);

  CREATE TABLE uploads (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, user_id INTEGER NOT NULL, expires_ms INTEGER NOT NULL, state TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE nodes ADD COLUMN mount_of INTEGER;
  ALTER TABLE nodes ADD COLUMN role TEXT;
  CREATE INDEX nodes_by_mount ON nodes (mount_of) WHERE mount_of IS NOT NULL;
  ALTER TABLE users ADD COLUMN jail_id INTEGER;
  CREATE TABLE spaces (
    id INTEGER PRIMARY KEY, root_id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL,
    quota_bytes INTEGER, is_disabled INTEGER NOT NULL
  );
  CREATE TABLE members (
    space_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (space_id, user_id)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE locks ADD COLUMN holder TEXT NOT NULL DEFAULT '';
  ALTER TABLE locks ADD COLUMN locked_ms INTEGER NOT NULL DEFAULT 0;
  `,
  `
  ALTER TABLE nodes ADD COLUMN written_by TEXT;
  ALTER TABLE nodes ADD COLUMN written_ms INTEGER;
  ALTER TABLE versions ADD COLUMN written_by TEXT;
  ALTER TABLE versions ADD COLUMN written_ms INTEGER;
  `,
];
