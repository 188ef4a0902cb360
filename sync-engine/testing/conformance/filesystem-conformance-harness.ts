import { Readable } from 'node:stream';
import type { LocalStamp, NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { Filesystem, LocalExpectation, PlaceRequest, StagingFile } from '../../filesystem/filesystem.ts';

/** A person at the machine, who knows nothing of expectations. Paths are relative to the root. */
export interface ConformanceUser {
  writeFile(path: string, content: string): void;
  readFile(path: string): string | undefined;
  makeDirectory(path: string): void;
  makeLink(path: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  setModificationTime(path: string, mtimeMs: number): void;
  /** Names in a directory, sorted, without the private folder. */
  list(path: string): readonly string[];
}

/** One open file system on an empty root, and what tests need around it. */
export interface FilesystemHarness {
  readonly filesystem: Filesystem;
  readonly user: ConformanceUser;
  /** Another instance on the same root, not opened. */
  readonly createSecond: () => Filesystem;
  /**
   * Puts another folder where the root is, with a private folder of its own, as when a disk goes away; what it answers
   * brings the root back.
   */
  readonly replaceRoot: () => () => void;
  /** The bytes in the safety store. */
  readonly readKept: (keepId: string, name: string) => string | undefined;
  readonly dispose: () => Promise<void>;
}

export type CreateHarness = () => Promise<FilesystemHarness>;

export const NEVER: AbortSignal = new AbortController().signal;
export const ABSENT: LocalExpectation = { kind: 'absent' };

/** A path that a test wrote down. */
export function at(path: string): RelativePath {
  const parsed = parseRelativePath(path);
  if (parsed === undefined) throw new RangeError(`not a path: ${path}`);
  return parsed;
}

/** What was observed at a path just now, as expectation. */
export async function observe(filesystem: Filesystem, path: string): Promise<LocalExpectation> {
  const reading = await filesystem.stat(at(path));
  if (reading.kind !== 'present') throw new Error(`${path} is ${reading.kind}`);
  const { kind, stamp } = reading.entry;
  return { kind: 'stamp', nodeKind: kind === 'directory' ? 'directory' : 'file', stamp };
}

/** The stamp in what was observed at a path just now. */
export async function observeStamp(filesystem: Filesystem, path: string): Promise<LocalStamp> {
  const expect = await observe(filesystem, path);
  if (expect.kind !== 'stamp') throw new Error(`${path} is absent`);
  return expect.stamp;
}

/** The value of an outcome that must be `done`. */
export function getDone<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** `done`, or the reason or code for which it is not. */
export function summarize(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'done') return 'done';
  return outcome.kind === 'refused' ? outcome.reason : outcome.error.code;
}

/** A staging file with this content. */
export async function stage(filesystem: Filesystem, id: string, content: string): Promise<StagingFile> {
  const opened = await filesystem.openStaging(id);
  if (!opened.ok) throw new Error(opened.error.detail);
  const appended = await opened.value.append(Readable.from([Buffer.from(content)]), () => {}, NEVER);
  if (!appended.ok) throw new Error(appended.error.detail);
  return opened.value;
}

/** Places new content at a path; by default what is there is kept under the id `kept-1`. */
export async function placeContent(
  harness: Pick<FilesystemHarness, 'filesystem'>,
  request: { readonly target: string; readonly content: string } & Partial<Omit<PlaceRequest, 'target' | 'staging'>>,
): Promise<Outcome<LocalStamp>> {
  const { target, content, ...rest } = request;
  const staging = await stage(harness.filesystem, `place-${Math.random().toString(36).slice(2)}`, content);
  const outcome = await harness.filesystem.place({
    staging,
    target: at(target),
    mtimeMs: 1_700_000_000_000,
    expect: ABSENT,
    displaced: { kind: 'keep', keepId: 'kept-1' },
    ...rest,
  });
  await staging.close();
  return outcome;
}

/** Names with their kinds in a directory. */
export async function readKinds(filesystem: Filesystem, path: string): Promise<Readonly<Record<string, string>>> {
  const reading = await filesystem.readDirectory(at(path));
  if (reading.kind !== 'read') throw new Error(`${path} is ${reading.kind}`);
  return Object.fromEntries(reading.entries.map((entry) => [entry.name, entry.kind]));
}

/** An expectation of the same item that is no longer true. */
export function outdate(expect: LocalExpectation, nodeKind: NodeKind = 'file'): LocalExpectation {
  if (expect.kind === 'absent') throw new Error('nothing to outdate');
  return { kind: 'stamp', nodeKind, stamp: { ...expect.stamp, sizeBytes: expect.stamp.sizeBytes + 1 } };
}
