import { expect, test } from 'vitest';
import { ROOT_ID, toNodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { BaseNode, TreeNode } from '../../core/model/tree.ts';
import { NO_CONTENT, toContentId } from '../../core/model/tree.ts';
import type { BegunMove } from '../../sync-database/sync-database.ts';
import { listFailedHere, withOwnMoves } from './own-moves.ts';

const [DIRECTORY, FILE] = [toNodeId(1), toNodeId(2)];

const directory: TreeNode = { id: DIRECTORY, parentId: ROOT_ID, name: 'old', kind: 'directory', content: NO_CONTENT };
const file: TreeNode = { id: FILE, parentId: ROOT_ID, name: 'f', kind: 'file', content: toContentId('SHA1:x') };
const base = toTree([directory, file].map((node): BaseNode => ({ ...node, onLocal: true, onRemote: true })));

/** The file went into the directory on the server. */
const move: BegunMove = {
  kind: 'move',
  side: 'remote',
  nodeId: FILE,
  path: 'old/g' as RelativePath,
  parentId: DIRECTORY,
  begunAtMs: 0,
};

function toTree<Node extends TreeNode>(nodes: readonly Node[]): Map<Node['id'], Node> {
  return new Map(nodes.map((node) => [node.id, node]));
}

test('a move of ours counts as agreed on where it has happened', () => {
  const remote = toTree([directory, { ...file, parentId: DIRECTORY, name: 'g' }]);

  const { base: next } = withOwnMoves(base, [move], { local: base, remote });

  expect(next.get(FILE)).toMatchObject({ parentId: DIRECTORY, name: 'g' });
});

test('so it does when the directory got another name after that', () => {
  const remote = toTree([
    { ...directory, name: 'new' },
    { ...file, parentId: DIRECTORY, name: 'g' },
  ]);

  const { base: next } = withOwnMoves(base, [move], { local: base, remote });

  expect(next.get(FILE)).toMatchObject({ parentId: DIRECTORY, name: 'g' });
});

test('an item that stands elsewhere was moved by somebody', () => {
  const remote = toTree([directory, { ...file, parentId: DIRECTORY, name: 'h' }]);

  const { base: next } = withOwnMoves(base, [move], { local: base, remote });

  expect(next.get(FILE)).toMatchObject({ parentId: ROOT_ID, name: 'f' });
});

test('a move here that has not happened is over, and a request may still arrive', () => {
  const here: BegunMove = { ...move, side: 'local' };
  const moved = toTree([directory, { ...file, parentId: DIRECTORY, name: 'g' }]);

  expect(listFailedHere([here, move], base)).toEqual(['move local 2']);
  expect(listFailedHere([here, move], toTree([directory]))).toEqual(['move local 2']);
  expect(listFailedHere([here, move], moved)).toEqual([]);
});
