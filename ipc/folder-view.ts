import { z } from 'zod';
import {
  accountIdSchema,
  countSchema,
  folderIdSchema,
  localPathSchema,
  relativePathSchema,
  sizeBytesSchema,
  timeMsSchema,
} from './fields.ts';
import { folderNewsSchema } from './folder-news.ts';
import { syncErrorCodeSchema } from './user-error.ts';

const errorSchema = z.object({
  code: syncErrorCodeSchema,
  scope: z.enum(['item', 'sync-folder', 'account']),
  heldBy: z.string().optional(),
});

const verified = { verifiedAtMs: timeMsSchema.optional() };

/** So many second versions that somebody has decided on stay here, as the organisation wants it; absent: none. */
const apart = { onlyHere: countSchema.optional() };

/** `done`: all is equal but for the problems, which are tried again. Everything else: nobody knows. */
const allElse = { allElse: z.enum(['done', 'noticed']).optional() };

/**
 * What can be said of one sync folder; the engine's own words. `in-sync` is a proven fact; `verifiedAtMs` is when a pass
 * last proved that all of both sides was equal.
 */
export const folderStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checking'), ...verified }),
  z.object({ kind: z.literal('syncing'), ...verified, operations: countSchema }),
  z.object({ kind: z.literal('in-sync'), verifiedAtMs: timeMsSchema, ...apart }),
  z.object({ kind: z.literal('unverified'), ...verified }),
  z.object({ kind: z.literal('not-synced'), ...verified, problems: countSchema, ...apart }),
  z.object({
    kind: z.literal('waiting'),
    ...verified,
    untilMs: timeMsSchema.optional(),
    problems: countSchema,
    ...allElse,
  }),
  z.object({ kind: z.literal('needs-decision'), ...verified, holds: countSchema, problems: countSchema }),
  z.object({ kind: z.literal('offline'), ...verified, error: errorSchema }),
  z.object({ kind: z.literal('paused'), ...verified }),
  z.object({ kind: z.literal('stopped'), ...verified, error: errorSchema }),
]);
export type FolderState = z.infer<typeof folderStateSchema>;

/** Why nothing is synced although nothing is wrong. */
export const pauseSchema = z.object({
  /**
   * `person`: somebody asked for it. `organisation`: its file cannot be read, or forbids the server. `accounts-file`: the
   * list of accounts cannot be used. Nobody here can override these two. The others end by themselves (`portal`: the
   * network wants a sign-in of its own) and can be overridden. `clock`: the settings say so.
   */
  why: z.enum(['person', 'organisation', 'accounts-file', 'portal', 'clock', 'metered', 'battery']),
  /** When it ends by itself; absent: when somebody says so, or when the cause is over. */
  untilMs: timeMsSchema.optional(),
});
export type Pause = z.infer<typeof pauseSchema>;

/** How long a person wants to pause. `tomorrow` is 7:00 of the next morning, local time. */
export const pauseLengthSchema = z.enum(['minutes-30', 'hours-2', 'tomorrow', 'until-resumed']);
export type PauseLength = z.infer<typeof pauseLengthSchema>;

/** A run that transfers. Rates and rest are smoothed and absent while they cannot be known. */
const progressSchema = z.object({
  filesDone: countSchema,
  filesTotal: countSchema,
  bytesDone: sizeBytesSchema,
  bytesTotal: sizeBytesSchema,
  bytesPerSecond: sizeBytesSchema.optional(),
  remainingMs: z.number().nonnegative().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** One upload or download of the present run. `next`: a person wants it before the others. */
export const transferViewSchema = z.object({
  path: relativePathSchema,
  direction: z.enum(['up', 'down']),
  state: z.enum(['running', 'next', 'waiting']),
  /** How far it is; only of a large one that is under way. The rate is smoothed and absent while it cannot be known. */
  progress: z
    .object({ bytesDone: sizeBytesSchema, bytesTotal: sizeBytesSchema, bytesPerSecond: sizeBytesSchema.optional() })
    .optional(),
});
export type TransferView = z.infer<typeof transferViewSchema>;

/** One sync folder as the windows show it. */
export const folderViewSchema = z.object({
  folderId: folderIdSchema,
  accountId: accountIdSchema,
  /** Name to show: the last name of the local path. */
  name: z.string(),
  localPath: localPathSchema,
  remotePath: relativePathSchema,
  /** Absent: the user's own files. */
  spaceId: z.string().optional(),
  /** Absent: the user's own files, whatever the server calls them. */
  spaceName: z.string().optional(),
  state: folderStateSchema,
  /** The pause of this folder, or that of everything; the longer one counts. */
  pause: pauseSchema.optional(),
  progress: progressSchema.optional(),
  problems: countSchema,
  /** Files that lie here in two versions. */
  conflicts: countSchema,
  /** Questions that wait for a person. */
  decisions: countSchema,
  /** New folders on the server that wait for a person to say whether they shall come here. */
  newFolders: countSchema,
  /** Folders of the server that are not here because a person does not want them; absent: nobody knows. */
  deselectedFolders: countSchema.optional(),
  /** What happened and nobody has said yet that they know, the latest last. */
  news: z.array(folderNewsSchema).readonly(),
  /** Kept files need more room than they should, and all of them are too young to go; absent: not, or nobody has looked. */
  keptOverLimit: z.object({ keptBytes: sizeBytesSchema, maxBytes: sizeBytesSchema }).optional(),
  /** It is being copied to another disk of this computer; nothing is synced meanwhile. */
  move: z.object({ bytesDone: sizeBytesSchema, bytesTotal: sizeBytesSchema }).optional(),
  /** When how many of the problems were first met, the oldest first; absent before a run has ended. */
  problemsMet: z.array(z.object({ atMs: timeMsSchema, count: countSchema })).optional(),
  /** Since when nothing is synced, with an error at the end of every attempt. One that goes on is no break. */
  failingSinceMs: timeMsSchema.optional(),
});
export type FolderView = z.infer<typeof folderViewSchema>;
