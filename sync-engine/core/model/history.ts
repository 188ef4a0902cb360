import type { Checksum } from './checksum.ts';
import type { ChoiceOutcome } from './choice-outcome.ts';
import type { ConflictId, Resolution } from './conflict.ts';
import type { OperationVerb } from './engine-state.ts';
import type { FileId, HistoryId } from './ids.ts';
import type { NodeKind } from './observation.ts';
import type { RelativePath } from './relative-path.ts';
import type { Side } from './side.ts';

/**
 * What was done, in a word. `restore`: a version came back out of the safety store. `unsync`: a deselected directory left
 * this computer; on the server nothing happened. `choose`: what people have chosen has taken effect as a whole. `decide`:
 * a person decided which of two versions counts.
 */
export type HistoryVerb = Exclude<OperationVerb, 'park'> | 'restore' | 'unsync' | 'choose' | 'decide';

/** Why an operation cannot be turned round from this computer. */
export type NoReversal =
  /** The older version is only among the server's versions. */
  | 'needs-server-versions'
  /** What was removed is only in the server's trash. */
  | 'needs-server-trash'
  /** It carried to the server what a person had undone here: that undo is what can be taken back. */
  | 'carries-undo'
  /** Others made it: undone, it would be gone for all. Who wants that deletes it. */
  | 'came-from-server'
  /** Both versions are here; a person decides which one stays. */
  | 'two-versions'
  /** A decision on two versions is taken back as a whole, by whoever has the folder for himself. */
  | 'two-versions-decided'
  /** A deselected directory comes back when it is selected again. */
  | 'needs-selecting'
  /** Written by another version of the program. */
  | 'not-recorded';

/** What is needed to turn an operation round: nearly always acts on this computer, which sync carries to the server. */
export type Reversal =
  /** A file came to be: it goes into the safety store while its bytes are these. Whether it may, `judgeUndo` says. */
  | { readonly kind: 'keep-file'; readonly checksum: Checksum }
  /** A file went into the safety store: it comes back. */
  | { readonly kind: 'restore'; readonly keepId: string }
  /** A file was replaced: the kept version comes back while the bytes there are these. */
  | { readonly kind: 'put-back'; readonly keepId: string; readonly checksum: Checksum }
  /** An item moved: it goes back while it is this very item, or a file with these bytes. */
  | { readonly kind: 'move-back'; readonly inode: bigint | undefined; readonly checksum: Checksum | undefined }
  /** An item that only the server has got another name there: it gets its old one back there, too. */
  | { readonly kind: 'move-back-on-server'; readonly fileId: FileId }
  /** A directory came to be: it goes while it is empty. */
  | { readonly kind: 'remove-directory' }
  /** A directory went: it is made again. */
  | { readonly kind: 'make-directory' }
  /** Which of two versions counts was decided: both come back, and wait for a decision. */
  | {
      readonly kind: 'reopen';
      readonly conflictId: ConflictId;
      readonly how: Resolution;
      /** Who wrote the server's version, where that is known. */
      readonly person: string | undefined;
    }
  | { readonly kind: 'none'; readonly why: NoReversal };

/** What an operation did, with the paths that were true at that moment. */
export interface Deed {
  readonly nodeKind: NodeKind;
  readonly path: RelativePath;
  /** Where it went, for moves; the name of the second version, for conflicts. */
  readonly target: RelativePath | undefined;
  readonly reversal: Reversal;
}

/** One executed operation, of sync or of a person who restored or undid something. */
export interface HistoryEntry extends Deed {
  readonly id: HistoryId;
  /** Common to all entries of one run. */
  readonly runId: string;
  readonly atMs: number;
  readonly verb: HistoryVerb;
  readonly side: Side;
  /** The entry that this one turned round. */
  readonly undoes: HistoryId | undefined;
  /** Of `choose` only. */
  readonly outcome?: ChoiceOutcome | undefined;
}

/** The id under which the safety store has what this operation displaced; undefined when it displaced nothing. */
export function findKeepId({ reversal }: HistoryEntry): string | undefined {
  return reversal.kind === 'restore' || reversal.kind === 'put-back' ? reversal.keepId : undefined;
}

/** Common part of the ids of one run: its time in seconds, so that ids sort and stay short, and four random letters. */
export function toRunId(nowMs: number, random: string): string {
  return `${Math.max(0, Math.floor(nowMs / 1_000)).toString(36)}${random.toLowerCase().replaceAll(/[^0-9a-z]/g, '')}`.slice(
    0,
    11,
  );
}
