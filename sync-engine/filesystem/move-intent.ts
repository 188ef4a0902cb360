import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { z } from 'zod';
import { parseRelativePath } from '../core/model/relative-path.ts';
import { findErrno } from './errno-outcome.ts';
import type { LocalRoot } from './local-root.ts';

const PREFIX = 'move-';

const intentSchema = z.tuple([z.string(), z.string()]);

/**
 * Does a move of a file that takes two steps, and lets the next start know of it in case that this process dies
 * between them: two names of one file would look as if a user had made the second one.
 */
export function withMoveIntent(
  root: LocalRoot,
  { from, to }: { readonly from: string; readonly to: string },
  move: () => void,
): void {
  const path = root.privatePath('aside', `${PREFIX}${randomUUID()}`);
  const toText = (absolutePath: string): string => relative(root.rootPath, absolutePath).split(sep).join('/');
  attempt(() => writeFileSync(path, JSON.stringify([toText(from), toText(to)]), { mode: 0o600 }));
  try {
    move();
  } finally {
    attempt(() => unlinkSync(path));
  }
}

/** On a full disk a move still works, and without an intent it is only less safe from a crash. */
function attempt(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (findErrno(error) === undefined) throw error;
  }
}

/** True for the name of a file in `aside` that holds an intent. */
export function isMoveIntent(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * Takes an intent that a crash left: when both names are there and are one file, `drop` takes the old one away. Nothing
 * is done in any other case, nor when the intent cannot be read. Throws errno errors.
 */
export function finishMove(root: LocalRoot, name: string, drop: (from: string, to: string) => void): void {
  const path = root.privatePath('aside', name);
  const [from, to] = readIntent(path).map((text) => {
    const relativePath = parseRelativePath(text);
    const place = relativePath === undefined ? undefined : root.resolve(relativePath, 'recover');
    return place?.kind === 'inside' ? place.absolutePath : undefined;
  });
  const [old, current] = [from, to].map((at) => (at === undefined ? undefined : root.calls.lstat(at)));
  const isOneFile = old !== undefined && current !== undefined && old.ino === current.ino && old.dev === current.dev;
  if (from !== undefined && to !== undefined && from !== to && isOneFile && old.isFile()) drop(from, to);
  unlinkSync(path);
}

/** Empty when the power went before the bytes of the intent were on the disk. */
function readIntent(path: string): readonly string[] {
  try {
    return intentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}
