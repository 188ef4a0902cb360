import { expect, test } from 'vitest';
import type { ConflictId, ConflictRecord, ConflictState } from '../../core/model/conflict.ts';
import { ROOT_ID, toNodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Tree } from '../../core/model/tree.ts';
import { NO_CONTENT } from '../../core/model/tree.ts';
import { findSecondVersions } from './second-versions.ts';

const [FIRST, SECOND] = ['a.txt', 'a (Fassung von Ana).txt'];

function record(
  kind: 'announced' | 'open' | 'dissolved',
  origin: ConflictRecord['origin'] = 'content',
): ConflictRecord {
  const dissolved: ConflictState = { kind: 'dissolved', why: 'one-left', atMs: 0 };
  return {
    id: 'c' as ConflictId,
    origin,
    nodeId: toNodeId(1),
    path: FIRST as RelativePath,
    secondName: SECOND,
    base: undefined,
    server: undefined,
    local: undefined,
    serverAuthor: undefined,
    serverReceivedAtMs: undefined,
    wasServerAsked: false,
    recordedAtMs: 0,
    state: kind === 'dissolved' ? dissolved : { kind },
  };
}

function tree(...names: readonly string[]): Tree {
  const nodes = names.map((name) => {
    const id = toNodeId(name === FIRST ? 1 : 2);
    return [id, { id, parentId: ROOT_ID, name, kind: 'file', content: NO_CONTENT }] as const;
  });
  return new Map(nodes);
}

test.each([
  { when: 'both are here', conflict: record('open'), local: tree(FIRST, SECOND), remote: tree(FIRST), is: true },
  {
    when: 'the first one has yet to come from the server',
    conflict: record('announced'),
    local: tree(SECOND),
    remote: tree(FIRST),
    is: true,
  },
  {
    when: 'the first one is on neither side',
    conflict: record('open'),
    local: tree(SECOND),
    remote: tree(),
    is: false,
  },
  { when: 'it is not there', conflict: record('announced'), local: tree(FIRST), remote: tree(FIRST), is: false },
  {
    when: 'there are no two versions any more',
    conflict: record('dissolved'),
    local: tree(FIRST, SECOND),
    remote: tree(FIRST),
    is: false,
  },
  {
    when: 'another client made it',
    conflict: record('open', 'found'),
    local: tree(FIRST, SECOND),
    remote: tree(FIRST),
    is: false,
  },
])('a second version is found where $when: $is', ({ conflict, local, remote, is }) => {
  expect([...findSecondVersions([conflict], { local, remote })]).toEqual(is ? [2] : []);
});
