import { z } from 'zod';
import {
  countSchema,
  engineIdSchema,
  relativePathSchema,
  sideSchema,
  sizeBytesSchema,
  timeMsSchema,
} from './fields.ts';
import { resolutionSchema } from './conflict-view.ts';
import { refusalCodeSchema } from './user-error.ts';

export const historyVerbSchema = z.enum([
  'upload',
  'download',
  'conflict',
  'make-directory',
  'move',
  'remove',
  'restore',
  'unsync',
  'choose',
  'decide',
]);
export type HistoryVerb = z.infer<typeof historyVerbSchema>;

/** What undoing would do to others on the server. */
export const undoEffectSchema = z.enum([
  'removes-file',
  'removes-directory',
  'replaces-file',
  'brings-back',
  'moves-back',
]);
export type UndoEffect = z.infer<typeof undoEffectSchema>;

const chosenPartSchema = z.object({
  /** All directories of it; the first of them are named. */
  count: countSchema,
  directories: z.array(relativePathSchema).readonly(),
  files: countSchema,
  bytes: sizeBytesSchema,
});

/** One thing that sync or a person did. */
export const historyViewSchema = z.object({
  historyId: engineIdSchema,
  /** Common to all entries of one run. */
  runId: z.string(),
  atMs: timeMsSchema,
  verb: historyVerbSchema,
  side: sideSchema,
  nodeKind: z.enum(['file', 'directory']),
  path: relativePathSchema,
  target: relativePathSchema.optional(),
  /** The entry that this one turned round. */
  undoes: engineIdSchema.optional(),
  /** Of `choose`: what has come to this computer, and what has left it. */
  outcome: z.object({ came: chosenPartSchema, left: chosenPartSchema }).optional(),
  /** Of `decide`: on which two versions, how, and who wrote the server's one, where that is known. */
  decided: z.object({ conflictId: engineIdSchema, how: resolutionSchema, person: z.string().optional() }).optional(),
  /** The directory that is not selected and keeps its place away from this computer. */
  away: relativePathSchema.optional(),
  /** Nothing was found at its place on this computer when the list was asked for; nobody may have looked. */
  isMissing: z.literal(true).optional(),
  /** Why it cannot be undone from here; absent when it can be tried. */
  notUndoable: refusalCodeSchema.optional(),
  /** What a person has to agree to before it is undone. */
  undoAsks: undoEffectSchema.optional(),
});
export type HistoryView = z.infer<typeof historyViewSchema>;

/** Which entries belong together; for the engine host to read again, and nobody else. */
export const groupIdSchema = z.string().min(1).max(4_000);

/** One line of the history: an entry, or many of one run that did the same in one directory. */
export const historyRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), entry: historyViewSchema }),
  z.object({
    kind: z.literal('group'),
    groupId: groupIdSchema,
    count: countSchema,
    /** The deepest one that all their paths lie in. */
    directory: relativePathSchema,
    /** Tells what all of them did, and when the last one did. */
    newest: historyViewSchema,
  }),
]);
export type HistoryRow = z.infer<typeof historyRowSchema>;
export type HistoryGroup = Extract<HistoryRow, { kind: 'group' }>;

/** One version in the safety store. */
export const keptViewSchema = z.object({
  keepId: engineIdSchema,
  originalPath: relativePathSchema,
  sizeBytes: sizeBytesSchema,
  keptAtMs: timeMsSchema,
  keptUntilMs: timeMsSchema,
  /** With `canBeFreed`: from then on it goes on the day on which the server is seen to have it. */
  freedFromMs: timeMsSchema.optional(),
  /** When its bytes were last changed. */
  modifiedAtMs: z.number(),
  /** What put it there. */
  reason: z.enum([
    'removed-on-server',
    'replaced-by-server-version',
    'undone',
    'found',
    'conflict-resolved',
    'needless-second-version',
    'deselected',
  ]),
  /** The directory that is not selected and holds its place: brought back, it lies here and is not synced. */
  away: relativePathSchema.optional(),
  /** The server had it, too, when its directory was deselected: `freeKept` lets it go if it still has. */
  canBeFreed: z.boolean(),
});
export type KeptView = z.infer<typeof keptViewSchema>;

/** What went for ever; and files that stay, because the server has others in their place, or could not be asked. */
export const freedSpaceSchema = z.object({
  files: countSchema,
  bytes: sizeBytesSchema,
  otherOnServer: countSchema,
  unasked: countSchema,
});
export type FreedSpace = z.infer<typeof freedSpaceSchema>;
