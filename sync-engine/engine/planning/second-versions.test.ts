import { describe, expect, test } from 'vitest';
import type { ConflictId, ConflictRecord, ConflictState } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { ROOT_ID, toNodeId } from '../../core/model/ids.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Tree } from '../../core/model/tree.ts';
import { NO_CONTENT } from '../../core/model/tree.ts';
import type { Standing } from './second-versions.ts';
import { SecondVersions } from './second-versions.ts';

const FIRST = 'a.txt';
const MARKED = 'a (Fassung von Ana, 2026-03-01 14-05-09).txt';
const OTHER_MARKED = 'a (Fassung von Bernd, 2026-03-02 08-00-00).txt';

const untouched = { before: undefined, after: undefined, keepId: undefined };
const exchange = { how: 'both', atMs: 0, original: untouched, second: untouched, renamedTo: undefined } as const;
const STATES = {
  announced: { kind: 'announced' },
  open: { kind: 'open' },
  decided: { kind: 'resolved', exchange },
  dissolved: { kind: 'dissolved', why: 'one-left', atMs: 0 },
} as const satisfies Record<string, ConflictState>;

function record(state: keyof typeof STATES, origin: ConflictRecord['origin'] = 'content'): ConflictRecord {
  return {
    id: 'c' as ConflictId,
    origin,
    nodeId: toNodeId(1),
    path: FIRST as RelativePath,
    secondName: 'second.txt',
    base: undefined,
    server: undefined,
    local: undefined,
    serverAuthor: undefined,
    serverReceivedAtMs: undefined,
    wasServerAsked: false,
    recordedAtMs: 0,
    state: STATES[state],
  };
}

/** Ids by name: the same name is the same item. */
const ids = new Map<string, NodeId>([[FIRST, toNodeId(1)]]);

function toId(name: string): NodeId {
  const id = ids.get(name) ?? toNodeId(ids.size + 1);
  ids.set(name, id);
  return id;
}

function tree(names: readonly string[], kind: NodeKind = 'file'): Tree {
  return new Map(
    names.map((name) => [toId(name), { id: toId(name), parentId: ROOT_ID, name, kind, content: NO_CONTENT }] as const),
  );
}

function upload(name: string, mode: 'create' | 'replace' = 'create'): Operation {
  const place = { parentId: ROOT_ID, name };
  return {
    id: 0 as OperationId,
    kind: 'transfer',
    side: 'remote',
    node: toId(name),
    after: [],
    place,
    mode: { kind: mode },
  };
}

interface Seen {
  readonly records?: readonly ConflictRecord[];
  readonly here: readonly string[];
  readonly there?: readonly string[];
}

function find(
  operation: Operation,
  { records = [], here, there = [] }: Seen,
  kindThere?: NodeKind,
): Standing | undefined {
  const none = new Map<NodeId, NodeId>();
  const seen = { records, local: tree(here), remote: tree(there, kindThere) };
  return new SecondVersions(seen, { aliases: none, replaced: none }).find(operation);
}

describe('a recorded second version', () => {
  const both = { here: [FIRST, 'second.txt'], there: [FIRST] };

  test.each<readonly [string, Standing | undefined, Seen]>([
    ['waits for a person', 'open', { ...both, records: [record('open')] }],
    ['waits as one that was only found', 'open', { ...both, records: [record('open', 'found')] }],
    [
      'waits while the first one has yet to come',
      'open',
      { records: [record('announced')], here: ['second.txt'], there: [FIRST] },
    ],
    ['is decided on', 'decided', { ...both, records: [record('decided')] }],
    ['is a file like any other without the first one', undefined, { records: [record('open')], here: ['second.txt'] }],
    ['is a file like any other once there were no two', undefined, { ...both, records: [record('dissolved')] }],
  ])('%s', (_what, standing, seen) => {
    expect(find(upload('second.txt'), seen)).toBe(standing);
  });

  test('is of a file: one that wanted the name of a directory is a file like any other', () => {
    const seen = { records: [record('open', 'name')], here: ['second.txt'], there: [FIRST] };

    expect(find(upload('second.txt'), seen, 'directory')).toBeUndefined();
    expect(find(upload(MARKED), { here: [MARKED], there: [FIRST] }, 'directory')).toBeUndefined();
  });

  test('that the server has is not kept from it when it is edited', () => {
    expect(find(upload('second.txt', 'replace'), { ...both, records: [record('open')] })).toBeUndefined();
  });
});

describe('without a record', () => {
  test.each<readonly [string, Seen]>([
    ['here', { here: [FIRST, MARKED] }],
    ['on the server', { here: [MARKED], there: [FIRST] }],
    ['on the server, and has a mark of its own', { here: [MARKED], there: [OTHER_MARKED] }],
  ])('the name tells a second version where the first one is %s', (_where, seen) => {
    expect(find(upload(MARKED), seen)).toBe('unrecorded');
  });

  test('the name tells also the version that another client made', () => {
    const name = 'a (conflicted copy 2024-05-06 070809).txt';

    expect(find(upload(name), { here: [FIRST, name] })).toBe('unrecorded');
  });

  test('a name alone tells nothing', () => {
    expect(find(upload(MARKED), { here: [MARKED, 'b.txt'] })).toBeUndefined();
    expect(find(upload('a (2).txt'), { here: [FIRST, 'a (2).txt'] })).toBeUndefined();
  });

  test('two that are left of a file that is gone are not versions of each other', () => {
    expect(find(upload(MARKED), { here: [MARKED, OTHER_MARKED] })).toBeUndefined();
  });
});
