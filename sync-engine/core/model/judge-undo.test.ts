import { describe, expect, it } from 'vitest';
import { EMPTY_CHECKSUM } from './checksum.ts';
import type { ConflictId } from './conflict.ts';
import type { HistoryEntry, Reversal } from './history.ts';
import { toFileId, toHistoryId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';
import { judgeUndo } from './judge-undo.ts';

const checksum = EMPTY_CHECKSUM;
const MADE: Reversal = { kind: 'keep-file', checksum };
const REPLACED: Reversal = { kind: 'put-back', keepId: 'k-1', checksum };
const REMOVED: Reversal = { kind: 'restore', keepId: 'k-1' };
const DIRECTORY_MADE: Reversal = { kind: 'remove-directory' };
const DIRECTORY_REMOVED: Reversal = { kind: 'make-directory' };
const MOVED: Reversal = { kind: 'move-back', inode: 1n, checksum };
const RENAMED_THERE: Reversal = { kind: 'move-back-on-server', fileId: toFileId('1') };
const DECIDED: Reversal = { kind: 'reopen', conflictId: 'c' as ConflictId, how: 'mine', person: undefined };

type Verb = HistoryEntry['verb'];

/** What comes of undoing: `free`, the effect that is asked about, or why not. */
function judge(did: readonly [verb: Verb, reversal: Reversal], side: HistoryEntry['side'], undoes?: string): string {
  const [verb, reversal] = did;
  const verdict = judgeUndo({
    runId: 'run',
    atMs: 1,
    verb,
    side,
    nodeKind: 'file',
    path: 'a' as RelativePath,
    target: undefined,
    undoes: undoes === undefined ? undefined : toHistoryId(undoes),
    reversal,
  });
  switch (verdict.kind) {
    case 'free':
      return 'free';
    case 'asks':
      return verdict.effect;
    case 'refused':
      return verdict.why;
    default:
      return verdict satisfies never;
  }
}

describe('undo', () => {
  it.each([
    ['a file that others made is never deleted for all', ['download', MADE], 'came-from-server'],
    ['a folder that others made is never deleted for all', ['make-directory', DIRECTORY_MADE], 'came-from-server'],
    ['what others replaced comes back after a question', ['download', REPLACED], 'replaces-file'],
    ['what others moved goes back after a question', ['move', MOVED], 'moves-back'],
    ['a file that others removed comes back after a question', ['remove', REMOVED], 'brings-back'],
    ['a folder that others removed comes back after a question', ['remove', DIRECTORY_REMOVED], 'brings-back'],
  ] as const)('of what came from the server: %s', (_, did, expected) => {
    expect(judge(did, 'local')).toBe(expected);
  });

  it.each([
    ['a new file goes for all after a question', ['upload', MADE], 'removes-file'],
    ['a new folder goes for all after a question', ['make-directory', DIRECTORY_MADE], 'removes-directory'],
    ['what was moved goes back', ['move', MOVED], 'free'],
    ['what was renamed on the server gets its old name', ['move', RENAMED_THERE], 'free'],
    [
      'only the server has an earlier version',
      ['upload', { kind: 'none', why: 'needs-server-versions' }],
      'needs-server-versions',
    ],
    [
      'only the server has what was removed',
      ['remove', { kind: 'none', why: 'needs-server-trash' }],
      'needs-server-trash',
    ],
  ] as const)('of what came from here: %s', (_, did, expected) => {
    expect(judge(did, 'remote')).toBe(expected);
  });

  it.each([
    ['a file that was brought back goes again after a question', ['restore', MADE], 'removes-file'],
    ['a version that was brought back gives way after a question', ['restore', REPLACED], 'replaces-file'],
    [
      'a folder that was brought back goes again after a question',
      ['make-directory', DIRECTORY_MADE],
      'removes-directory',
    ],
    ['what went comes back', ['remove', REMOVED], 'free'],
    ['what was moved back goes where others had moved it', ['move', MOVED], 'free'],
  ] as const)('of an undo: %s', (_, did, expected) => {
    expect(judge(did, 'local', 'before-1')).toBe(expected);
  });

  it('of a version that was brought back without an undo: the file goes after a question', () => {
    expect(judge(['restore', MADE], 'local')).toBe('removes-file');
  });

  it('of a decision on two versions is done as a whole, elsewhere', () => {
    expect(judge(['decide', DECIDED], 'local')).toBe('two-versions-decided');
  });
});
