import { basename } from 'node:path';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { findErrno, parseOutcome, refuse } from './errno-outcome.ts';
import { findRefusal } from './expectation.ts';
import type { KeptItem, LocalExpectation } from './filesystem.ts';
import type { LocalRoot } from './local-root.ts';
import { isSameContentStamp, toLocalStamp } from './local-stamp.ts';
import { relink } from './moving.ts';
import { assertPrivateId } from './private-files.ts';

/** What goes into the safety store, and under which id. */
export interface KeepRequest {
  readonly path: RelativePath;
  readonly absolutePath: string;
  readonly expect: LocalExpectation;
  readonly keepId: string;
  readonly nowMs: number;
}

/**
 * Renames one file into its own folder of the safety store. What arrives there is compared with what was expected; if
 * a program wrote in between, the file goes back to its place, or stays in the store when that place is taken by now.
 */
export function keepFile(root: LocalRoot, request: KeepRequest): Outcome<KeptItem> {
  const { absolutePath, expect, keepId, path, nowMs } = request;
  if (expect.kind === 'stamp' && expect.nodeKind === 'directory') throw new RangeError('only files are kept');
  try {
    const refusal = findRefusal(root.calls, absolutePath, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent') return refuse('missing');
    const keptPath = makeKeptPath(root, keepId, basename(absolutePath));
    if (keptPath === undefined) return refuse('exists');
    root.calls.rename(absolutePath, keptPath);
    const kept = readStamp(root, keptPath);
    if (kept === undefined || !isSameContentStamp(kept, expect.stamp)) {
      returnKept(root, keptPath, absolutePath);
      return refuse('changed-meanwhile');
    }
    const item = { keepId, originalPath: path, keptAtMs: nowMs, sizeBytes: kept.sizeBytes };
    return { kind: 'done', value: item };
  } catch (error) {
    return parseOutcome(error, 'keep-file');
  }
}

/** Where `keepFile` put the file of this path. */
export function toKeptPath(root: LocalRoot, keepId: string, path: RelativePath): string {
  return root.privatePath('kept', keepId, baseName(path));
}

/**
 * Puts a kept file back if its place is free. False when the place is taken: the bytes then stay in the safety store.
 * Throws errno errors, also with the bytes in the store.
 */
export function returnKept(root: LocalRoot, keptPath: string, absolutePath: string): boolean {
  if (root.calls.lstat(absolutePath) !== undefined) return false;
  try {
    relink(root, { from: keptPath, to: absolutePath });
    return true;
  } catch (error) {
    if (findErrno(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the id was used before for a file of this name, which then must not be replaced. */
function makeKeptPath(root: LocalRoot, keepId: string, name: string): string | undefined {
  assertPrivateId(keepId);
  try {
    root.calls.makeDirectory(root.privatePath('kept', keepId), 0o700);
  } catch (error) {
    if (findErrno(error) !== 'EEXIST') throw error;
  }
  const keptPath = root.privatePath('kept', keepId, name);
  return root.calls.lstat(keptPath) === undefined ? keptPath : undefined;
}

function readStamp(root: LocalRoot, absolutePath: string): LocalStamp | undefined {
  const stats = root.calls.lstat(absolutePath);
  return stats === undefined ? undefined : toLocalStamp(stats);
}
