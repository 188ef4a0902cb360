import { z } from 'zod';
import {
  countSchema,
  engineIdSchema,
  itemNameSchema,
  relativePathSchema,
  sideSchema,
  sizeBytesSchema,
  timeMsSchema,
} from './fields.ts';
import { holderSchema, problemCodeSchema } from './user-error.ts';

/** Which rule a name breaks, as far as the name alone tells. */
const nameFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signs'), signs: z.array(z.string().min(1)).readonly() }),
  z.object({
    kind: z.enum([
      'hidden-sign',
      'broken-sign',
      'ends-with-dot',
      'ends-with-blank',
      'only-blanks',
      'taken-by-system',
      'taken-by-server',
      'upload-piece',
    ]),
  }),
  z.object({ kind: z.literal('device'), word: z.string() }),
  z.object({ kind: z.literal('too-long'), length: countSchema, most: countSchema, counts: z.enum(['bytes', 'units']) }),
]);
export type NameFaultView = z.infer<typeof nameFaultSchema>;

/** What another name would do for an item; only where its name is the trouble. */
const renamingSchema = z.object({
  /** Where the item gets the name; the other side follows by itself. */
  side: sideSchema,
  /** Legal everywhere and free; absent when only a person knows a better one. */
  proposal: itemNameSchema.optional(),
  fault: nameFaultSchema.optional(),
});

/** One path that is not synced, and why. */
export const problemViewSchema = z.object({
  path: relativePathSchema,
  /** Where something does not work; the item itself may well be on the other one. */
  side: sideSchema,
  /** It is on this computer, and can be shown there. */
  isHere: z.boolean(),
  code: problemCodeSchema,
  heldBy: holderSchema.optional(),
  /** Of a disk that is too full for all that waits: so much has to become free. */
  missingBytes: sizeBytesSchema.optional(),
  renaming: renamingSchema.optional(),
});
export type ProblemView = z.infer<typeof problemViewSchema>;

/** Something that an exclude pattern keeps out of syncing. */
export const excludedViewSchema = z.object({
  path: relativePathSchema,
  kind: z.enum(['file', 'directory']),
  /** Of a file. */
  sizeBytes: sizeBytesSchema.optional(),
  /** The line of the exclude list, as it was written. */
  pattern: z.string().optional(),
  /** It only says that an office program has a document open. */
  isOwnerFile: z.boolean().optional(),
  isHere: z.boolean(),
  isOnServer: z.boolean(),
});
export type ExcludedView = z.infer<typeof excludedViewSchema>;

/** Something that may be what a person means. */
const foundItemSchema = z.object({
  path: relativePathSchema,
  kind: z.enum(['file', 'directory']),
  isHere: z.boolean(),
  isOnServer: z.boolean(),
  /** A version of it is in the safety store. */
  isKept: z.boolean(),
});
export type FoundItem = z.infer<typeof foundItemSchema>;

/** Folders of which nobody knows here what is in them, for one reason; `paths`: the first of them. */
const unsearchedSchema = z.object({
  why: z.enum(['not-selected', 'excluded', 'unreadable']),
  paths: z.array(relativePathSchema).readonly(),
  total: countSchema,
});

/** What may be meant by a name: the likeliest ones, and how many there are. */
export const foundItemsSchema = z.object({
  items: z.array(foundItemSchema).readonly(),
  total: countSchema,
  unsearched: z.array(unsearchedSchema).readonly(),
});
export type FoundItems = z.infer<typeof foundItemsSchema>;

/** The one answer to "why is this path (not) synced?". */
const whyCodeSchema = z.enum([
  'in-sync',
  'not-there',
  'was-removed',
  'excluded',
  'excluded-not-there',
  'deselected',
  'in-deselected',
  'new-folder-undecided',
  'waiting-to-upload',
  'waiting-to-download',
  'waiting-to-make-directory',
  'waiting-to-move',
  'waiting-to-remove',
  'waiting-for-decision',
  'becomes-two-versions',
  'two-versions',
  'contains-two-versions',
  'contains-unsynced',
  'stays-here',
  'contains-stays-here',
  'comes-back',
  ...problemCodeSchema.options,
]);
export type WhyCode = z.infer<typeof whyCodeSchema>;

/** Who keeps all others from writing to an item on the server. */
const lockViewSchema = z.discriminatedUnion('kind', [
  /** This program, because it is open here. */
  z.object({ kind: z.literal('own'), sinceMs: timeMsSchema }),
  /** Whoever is signed in here, from another computer or the server's pages. */
  z.object({ kind: z.literal('own-elsewhere'), sinceMs: timeMsSchema.optional() }),
  z.object({ kind: z.literal('other'), holder: holderSchema.optional() }),
]);
export type LockView = z.infer<typeof lockViewSchema>;

export const whyViewSchema = z.object({
  path: relativePathSchema,
  code: whyCodeSchema,
  /** The name of the question that this path waits for. */
  decision: z.string().optional(),
  conflict: z.object({ id: engineIdSchema, path: relativePathSchema, secondPath: relativePathSchema }).optional(),
  heldBy: holderSchema.optional(),
  lock: lockViewSchema.optional(),
  /** Of an attempt that failed: when it was, and when it is made again. */
  lastAttemptAtMs: timeMsSchema.optional(),
  nextAttemptAtMs: timeMsSchema.optional(),
  /** Of `excluded`: the line of the exclude list, as it was written. */
  pattern: z.string().optional(),
  /** Of `in-deselected`: the folder that is. */
  within: relativePathSchema.optional(),
  /** Only with `was-removed`. */
  removal: z
    .object({
      atMs: timeMsSchema,
      cause: z.enum(['here', 'on-server', 'undo', 'decision', 'same-content']),
      /** The directory that went as a whole, and the item with it. */
      within: relativePathSchema.optional(),
      /** A version of it is in the safety store, though perhaps an older one. */
      isKept: z.boolean(),
      wayBack: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('undo'), entryId: engineIdSchema }),
        z.object({ kind: z.literal('reopen'), conflictId: engineIdSchema }),
        z.object({ kind: z.literal('restore'), keepId: engineIdSchema }),
        z.object({ kind: z.literal('server-trash'), olderKeepId: engineIdSchema.optional() }),
      ]),
    })
    .optional(),
  /** Of `excluded`: it only says that an office program has a document open. */
  isOwnerFile: z.boolean().optional(),
  /** Of such a mark: the document, and since when this program keeps it locked on the server. */
  openDocument: z.object({ path: relativePathSchema, lockedSinceMs: timeMsSchema.optional() }).optional(),
  renaming: renamingSchema.optional(),
});
export type WhyView = z.infer<typeof whyViewSchema>;
