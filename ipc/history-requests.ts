import { z } from 'zod';
import { engineIdSchema, inFolder, relativePathSchema } from './fields.ts';
import {
  freedSpaceSchema,
  groupIdSchema,
  historyRowSchema,
  historyVerbSchema,
  historyViewSchema,
  keptViewSchema,
  undoEffectSchema,
} from './history-view.ts';
import { defineRequests } from './request-contract.ts';

/** Entries of one answer at most: what comes after them is asked for with `after`. */
export const MAX_HISTORY_PAGE = 5_000;

/** Rows that are shown at most; one more may be asked for, which tells whether there are more. */
export const MAX_HISTORY_ROWS = 1_000;

/** `search` is a part of a path; without `verbs` everything that was done. */
const historyQuestion = {
  ...inFolder,
  search: z.string().max(1_000).optional(),
  verbs: z.array(historyVerbSchema).min(1).readonly().optional(),
};

/** Requests about what was done and what is kept. */
export const historyRequests = defineRequests({
  /** The newest rows; of many like entries of one run only how many they are. */
  listHistoryRows: {
    input: z.strictObject({
      ...historyQuestion,
      limit: z
        .number()
        .int()
        .min(1)
        .max(MAX_HISTORY_ROWS + 1),
    }),
    output: z.object({ items: z.array(historyRowSchema).readonly() }),
  },
  /** Single entries, newest first: all, or those of one group; from the one after `after` on, which a page ended with. */
  listHistory: {
    input: z.strictObject({
      ...historyQuestion,
      groupId: groupIdSchema.optional(),
      /** Whether each tells that nothing is at its place any more, which costs a look at the disk. */
      looksAtPlaces: z.boolean().optional(),
      after: engineIdSchema.optional(),
      limit: z.number().int().min(1).max(MAX_HISTORY_PAGE),
    }),
    output: z.object({ items: z.array(historyViewSchema).readonly() }),
  },
  /** `agreed`: what the person was told and wants. What was not agreed to is not done: `not-agreed`. */
  undo: {
    input: z.strictObject({ ...inFolder, historyId: engineIdSchema, agreed: undoEffectSchema.optional() }),
    output: historyViewSchema,
  },
  listKept: { input: z.strictObject(inFolder), output: z.object({ items: z.array(keptViewSchema).readonly() }) },
  /** Lets go for ever what `canBeFreed` and the server shows to have at this moment, and nothing else. */
  freeKept: { input: z.strictObject(inFolder), output: freedSpaceSchema },
  /** Brings a kept version back; never replaces anything. */
  restoreKept: {
    input: z.strictObject({ ...inFolder, keepId: engineIdSchema, target: relativePathSchema.optional() }),
    output: z.object({
      path: relativePathSchema,
      /** Its own place was taken. */
      isRenamed: z.boolean(),
      bytes: z.enum(['verified', 'changed-since', 'unknown']),
      /** The directory that is not selected and holds it: it lies here, and is not synced. */
      away: relativePathSchema.optional(),
    }),
  },
});
