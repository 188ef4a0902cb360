import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { Checksum } from '../core/model/checksum.ts';
import type { ConflictId, ConflictRecord, ConflictState } from '../core/model/conflict.ts';
import type { ETag, NodeId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { toInteger, toText } from './columns.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';

const checksum = z.custom<Checksum>((value) => typeof value === 'string').optional();
const etag = z.custom<ETag>((value) => typeof value === 'string').optional();
const number = z.number().optional();
const facts = z.object({ checksum, etag, sizeBytes: number, mtimeMs: number });
const change = z.object({ before: checksum, after: checksum, keepId: z.string().optional() });
const exchange = z.object({
  how: z.enum(['mine', 'server', 'both', 'merged']),
  atMs: z.number(),
  original: change,
  second: change,
  renamedTo: z.string().optional(),
});
const state = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('announced') }),
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('exchanging'), exchange, undoes: exchange.optional() }),
  z.object({ kind: z.literal('resolved'), exchange }),
  z.object({ kind: z.literal('dissolved'), why: z.enum(['equal-bytes', 'one-left']), atMs: z.number() }),
]);
const details = z.object({
  origin: z.enum(['content', 'name', 'found']),
  base: facts.optional(),
  server: facts.optional(),
  local: facts.optional(),
  serverAuthor: z.string().optional(),
  serverReceivedAtMs: number,
  wasServerAsked: z.boolean().optional(),
  state,
});

/** Conflicts, open and closed. Writers return the number of rows changed; the caller owns the transaction. */
export class ConflictTable {
  readonly #selectAll: StatementSync;
  readonly #selectOne: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM conflict ORDER BY recorded_at_ms, id');
    this.#selectOne = database.prepare('SELECT * FROM conflict WHERE id = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM conflict WHERE id = ?');
  }

  list(): readonly ConflictRecord[] {
    return this.#selectAll.all().map(readConflict);
  }

  find(id: ConflictId): ConflictRecord | undefined {
    const row = this.#selectOne.get(id);
    return row === undefined ? undefined : readConflict(row);
  }

  put({ id, nodeId, path, secondName, recordedAtMs, ...rest }: ConflictRecord): number {
    return Number(this.#put.run(id, nodeId, path, secondName, recordedAtMs, JSON.stringify(rest)).changes);
  }

  remove(id: ConflictId): number {
    return Number(this.#remove.run(id).changes);
  }
}

function readConflict(record: Record<string, SQLOutputValue>): ConflictRecord {
  return {
    id: toText(record['id']) as ConflictId,
    nodeId: toInteger(record['node_id']) as NodeId,
    path: toText(record['path']) as RelativePath,
    secondName: toText(record['second_name']),
    recordedAtMs: toInteger(record['recorded_at_ms']),
    ...readDetails(toText(record['details'])),
  };
}

type Details = Pick<
  ConflictRecord,
  'origin' | 'base' | 'server' | 'local' | 'serverAuthor' | 'serverReceivedAtMs' | 'wasServerAsked' | 'state'
>;

/** What JSON has left out is undefined again. */
function readDetails(text: string): Details {
  const parsed = details.safeParse(parseJson(text));
  if (!parsed.success) throw new DatabaseUnusableError('broken', 'the details of a conflict are not what we write');
  const { origin, base, server, local, serverAuthor, serverReceivedAtMs, wasServerAsked } = parsed.data;
  return {
    origin,
    base: base === undefined ? undefined : completeFacts(base),
    server: server === undefined ? undefined : completeFacts(server),
    local: local === undefined ? undefined : completeFacts(local),
    serverAuthor,
    serverReceivedAtMs,
    // Not written by earlier versions, which asked once.
    wasServerAsked: wasServerAsked ?? true,
    state: completeState(parsed.data.state),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON at all: the schema refuses this as well.
    return undefined;
  }
}

function completeFacts(read: z.infer<typeof facts>) {
  return { checksum: read.checksum, etag: read.etag, sizeBytes: read.sizeBytes, mtimeMs: read.mtimeMs };
}

function completeExchange(read: z.infer<typeof exchange>) {
  const complete = ({ before, after, keepId }: z.infer<typeof change>) => ({ before, after, keepId });
  const { how, atMs, original, second, renamedTo } = read;
  return { how, atMs, original: complete(original), second: complete(second), renamedTo };
}

function completeState(read: z.infer<typeof state>): ConflictState {
  switch (read.kind) {
    case 'announced':
    case 'open':
    case 'dissolved':
      return read;
    case 'resolved':
      return { kind: 'resolved', exchange: completeExchange(read.exchange) };
    case 'exchanging': {
      const undoes = read.undoes === undefined ? undefined : completeExchange(read.undoes);
      return { kind: 'exchanging', exchange: completeExchange(read.exchange), undoes };
    }
    default:
      return read satisfies never;
  }
}
