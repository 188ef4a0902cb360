import type { Database } from './database.ts';
import { integerOf, textOf } from './database.ts';
import type { NodeId } from './node.ts';
import { nodeIdOf, parseNodeId } from './node.ts';

/**
 * What happened to an item: `changed` = new or new content or properties; `arrived` = a tree appeared at this place
 * (move, copy, restore), so all its members are news; `touched` = only something below changed; `gone` = it left a place.
 */
export type JournalKind = 'changed' | 'arrived' | 'touched' | 'gone';

/** One entry; `parentId` and `name` are only filled for `gone`: the place that was left. */
export interface JournalEntry {
  readonly seq: number;
  readonly nodeId: NodeId;
  readonly kind: JournalKind;
  readonly parentId: NodeId | undefined;
  readonly name: string;
  readonly isDirectory: boolean;
}

/** The log of changes behind `REPORT sync-collection`. @see RFC 6578 */
export interface Journal {
  record(rootId: NodeId, entry: Omit<JournalEntry, 'seq'>): void;
  /** Sequence number of the newest change of the whole server. */
  latest(): number;
  /** Tokens below this have expired. */
  floor(): number;
  /** At most `limit` entries after `seq`, oldest first. */
  after(rootId: NodeId, seq: number, limit: number): readonly JournalEntry[];
  /** Whether this item left a place or arrived somewhere after `seq`. */
  hasMovedSince(nodeId: NodeId, seq: number): boolean;
}

/** Opens the journal; with `isOn` false nothing is recorded. */
export function openJournal(database: Database, options: { readonly isOn: boolean; readonly limit: number }): Journal {
  let latest = integerOf(
    database.get("SELECT coalesce(max(seq), 0) AS seq FROM sqlite_sequence WHERE name = 'journal'") ?? { seq: 0 },
    'seq',
  );
  const stored = database.get("SELECT value FROM meta WHERE key = 'journal-floor'");
  let floor = stored === undefined ? 0 : Number(textOf(stored, 'value'));
  // Written while the journal was off: nobody can say what changed in between, so older tokens must not be honoured.
  const gap = database.get("SELECT value FROM meta WHERE key = 'journal-off'");
  if (options.isOn && gap !== undefined) {
    database.run(
      "INSERT INTO journal (root_id, node_id, kind, parent_id, name, is_directory) VALUES (0, 0, 'touched', 0, '', 0)",
    );
    database.run('DELETE FROM journal');
    latest = integerOf(database.get("SELECT seq FROM sqlite_sequence WHERE name = 'journal'") ?? { seq: 0 }, 'seq');
    floor = latest;
    database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('journal-floor', ?)", String(floor));
    database.run("DELETE FROM meta WHERE key = 'journal-off'");
  }
  if (!options.isOn) database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('journal-off', '1')");

  function record(rootId: NodeId, entry: Omit<JournalEntry, 'seq'>): void {
    if (!options.isOn) return;
    latest = database.run(
      'INSERT OR REPLACE INTO journal (root_id, node_id, kind, parent_id, name, is_directory) VALUES (?, ?, ?, ?, ?, ?)',
      rootId,
      entry.nodeId,
      entry.kind,
      entry.parentId ?? 0,
      entry.name,
      entry.isDirectory ? 1 : 0,
    );
    if (latest - floor <= options.limit) return;
    floor = latest - options.limit;
    database.run('DELETE FROM journal WHERE seq <= ?', floor);
    database.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('journal-floor', ?)", String(floor));
  }
  return {
    record,
    latest: () => latest,
    floor: () => floor,
    after: (rootId, seq, limit) =>
      database
        .all('SELECT * FROM journal WHERE root_id = ? AND seq > ? ORDER BY seq LIMIT ?', rootId, seq, limit)
        .map((row) => ({
          seq: integerOf(row, 'seq'),
          nodeId: nodeIdOf(row, 'node_id'),
          kind: parseKind(textOf(row, 'kind')),
          parentId: parseNodeId(integerOf(row, 'parent_id')),
          name: textOf(row, 'name'),
          isDirectory: integerOf(row, 'is_directory') === 1,
        })),
    hasMovedSince: (nodeId, seq) =>
      database.get(
        "SELECT 1 AS found FROM journal WHERE node_id = ? AND kind IN ('gone', 'arrived') AND seq > ? LIMIT 1",
        nodeId,
        seq,
      ) !== undefined,
  };
}

function parseKind(text: string): JournalKind {
  if (text === 'changed' || text === 'arrived' || text === 'touched' || text === 'gone') return text;
  throw new TypeError(`unknown journal kind ${text}`);
}
