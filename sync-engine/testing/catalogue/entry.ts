import type { ProblemCode } from '#sync-engine/core/model/problem.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import type { Fault } from '#sync-engine/filesystem/fake-faults.ts';
import type { FileTree, Step } from '#sync-engine/testing/scenarios/scenario.ts';
import type { FakeCall, FakeRemoteFault } from '#sync-engine/transport/fake-remote-faults.ts';

/** What a person or another program does. Some steps are possible on one side only; the runner refuses the others. */
export type CatalogueStep =
  | Step
  /** Here: other bytes under the old time of modification. */
  | { readonly kind: 'write-keeping-time'; readonly path: string; readonly text: string }
  /** Here: saved by renaming a new file over the old one, so that the inode is another one. */
  | { readonly kind: 'save-anew'; readonly path: string; readonly text: string }
  /** On the server: the item is given a new id, everything else stays. */
  | { readonly kind: 'renew-id'; readonly path: string }
  /** On the server: the letters of what is allowed at the item, and of nothing below it; everything else is refused. */
  | { readonly kind: 'permit'; readonly path: string; readonly letters: string }
  /** On the server: a directory is shown at a second place, too, as a share that is mounted twice. */
  | { readonly kind: 'mount'; readonly path: string; readonly from: string }
  /** On the server: the checksums that it tells of a file as it is now. */
  | { readonly kind: 'offer'; readonly path: string; readonly checksums: string }
  /** On the server: the item is shown without what every item must have. */
  | { readonly kind: 'damage'; readonly path: string };

/** Something that goes wrong on the server or on its way there. */
export type ServerFault = Omit<FakeRemoteFault, 'path'> & { readonly path?: string };

/** Something that goes wrong on the disk. */
type DiskFault = Omit<Fault, 'path'> & { readonly path: string };

/** A change that happens when a request is under way. */
interface Meanwhile {
  /** The first such request on this path. */
  readonly call: FakeCall;
  readonly path: string;
  readonly here?: readonly CatalogueStep[];
  readonly there?: readonly CatalogueStep[];
}

/** Paths with their new text; `null` for what is gone, with everything below when the path ends in `/`. */
export type Changes = Readonly<Record<string, string | null>>;

/** Requests of a round that change or carry files. Missing counts are 0. */
export interface Requests {
  readonly downloads?: number;
  readonly uploads?: number;
  readonly moves?: number;
  readonly removes?: number;
}

/** People act, the engine works, and this is what must be there afterwards. */
export interface Round {
  readonly here?: readonly CatalogueStep[];
  readonly there?: readonly CatalogueStep[];
  readonly meanwhile?: Meanwhile;
  /** In force from this round on, in place of all earlier ones. */
  readonly serverFaults?: readonly ServerFault[];
  readonly diskFaults?: readonly DiskFault[];
  /** The process ends before the round, in order or not. */
  readonly restart?: 'orderly' | 'crash';
  readonly waitMs?: number;
  /** Directories of the server that a person does not want here. */
  readonly deselect?: readonly string[];
  /** Directories that the watcher named; everything is looked at when undefined. */
  readonly hints?: readonly string[];
  /** What is answered to the one question that waits. */
  readonly answer?: 'keep' | 'carry-out';
  /** Runs of the engine; as many as it takes until nothing more happens at once when undefined. */
  readonly runs?: number;
  /** What is different from before on both sides, or on one of them only. */
  readonly change?: Changes;
  readonly changeHere?: Changes;
  readonly changeThere?: Changes;
  /** Counted only when given. */
  readonly requests?: Requests;
  /** Bytes that the last run with transfers sent and received; not looked at when undefined. */
  readonly bytesMoved?: number;
  /** Uploads that the server holds pieces of; not looked at when undefined. */
  readonly unfinishedThere?: number;
  /** Local directories that were read, sorted; not looked at when undefined. */
  readonly reads?: readonly string[];
  /** Texts that came into the safety store; none when undefined. */
  readonly kept?: readonly string[];
  /** How the last run ended; `idle` when undefined. */
  readonly end?: RunEnd['kind'];
  /** Every path that is told as not synced, with the reason; none when undefined. */
  readonly problems?: Readonly<Record<string, ProblemCode>>;
  /** Conflicts that wait for a person; as before when undefined. */
  readonly conflicts?: number;
}

/** How the outcome compares with the official client's: the same, or better, with the reason. */
export type Comparison = 'official' | { readonly better: string };

interface EntryHead {
  /** The scenario's id in the catalogue of the official client. */
  readonly id: string;
  /** A sentence of the manual. */
  readonly what: string;
  readonly as: Comparison;
}

/** Played on a whole engine with fakes on both sides. */
export interface PlayedEntry extends EntryHead {
  /** Files on both sides at the beginning; the usual tree when undefined. */
  readonly start?: FileTree;
  /** Files above this size are sent in resumable pieces of it; none when undefined. */
  readonly pieceBytes?: number;
  /** Names that take no part end with one of these. */
  readonly excludedEndings?: readonly string[];
  /** Names that the server says it refuses; none when undefined. */
  readonly refusedNames?: readonly string[];
  readonly isMassRemovalWatched?: true;
  readonly rounds: readonly Round[];
  /** Tests that show what the fakes cannot. */
  readonly shownBy?: readonly ShownBy[];
}

/** A test by its file and title as they stand in the source; `row` is the text of the row that shows it in a table. */
export interface ShownBy {
  readonly file: string;
  readonly title: string;
  readonly row?: string;
}

/** Shown by tests that exist elsewhere: a pure function, or what only a real disk or server can show. */
interface ShownEntry extends EntryHead {
  readonly shownBy: readonly ShownBy[];
}

/** Neither played nor shown: does not exist here, by design. */
interface AbsentEntry extends EntryHead {
  readonly as: { readonly better: string };
  readonly absent: true;
}

export type CatalogueEntry = PlayedEntry | ShownEntry | AbsentEntry;

/** The tree that most scenarios begin with; each file holds its own name. */
export const USUAL_TREE: FileTree = {
  'A/a1': 'a1',
  'A/a2': 'a2',
  'B/b1': 'b1',
  'B/b2': 'b2',
  'C/c1': 'c1',
  'C/c2': 'c2',
};

/** Other bytes of the same length under the old time. */
export function writeKeepingTime(path: string, text: string): CatalogueStep {
  return { kind: 'write-keeping-time', path, text };
}

/** What the server tells of the bytes of a file. */
export function offer(path: string, checksums: string): CatalogueStep {
  return { kind: 'offer', path, checksums };
}
