import { z } from 'zod';
import { engineIdSchema, relativePathSchema, sizeBytesSchema, timeMsSchema } from './fields.ts';
import { userErrorCodeSchema } from './user-error.ts';

const versionSchema = z.object({ path: relativePathSchema, sizeBytes: sizeBytesSchema, mtimeMs: z.number() });

/** Whose bytes shall stand under the name. `both` leaves two files, `merged` joins two texts. */
export const resolutionSchema = z.enum(['mine', 'server', 'both', 'merged']);
export type Resolution = z.infer<typeof resolutionSchema>;

/** How two versions came to an end; absent while they wait for a person. */
const endingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decided'), how: resolutionSchema, atMs: timeMsSchema, undoUntilMs: timeMsSchema }),
  z.object({ kind: z.literal('by-itself'), why: z.enum(['equal-bytes', 'one-left']), atMs: timeMsSchema }),
]);
export type ConflictEnding = z.infer<typeof endingSchema>;

/** Two versions of one file. */
export const conflictViewSchema = z.object({
  conflictId: engineIdSchema,
  path: relativePathSchema,
  secondPath: relativePathSchema,
  origin: z.enum(['content', 'name', 'found']),
  /** As the organisation wants it, the second version stays on this computer only, while both are kept. */
  isSecondOnlyHere: z.boolean(),
  /** The server lets nobody here change the first version: another one in its place would be turned back. */
  isReadOnly: z.boolean(),
  state: z.enum(['announced', 'open', 'exchanging', 'resolved', 'dissolved']),
  recordedAtMs: timeMsSchema,
  end: endingSchema.optional(),
  /** Who wrote the server's version, as far as the server tells. */
  serverAuthor: z.string().optional(),
  /** Absent while the conflict is closed, or when one of the two cannot be read. */
  versions: z.object({ server: versionSchema, mine: versionSchema }).optional(),
  /** When the server received its version, where it tells. */
  serverReceivedAtMs: timeMsSchema.optional(),
  /** By that time; absent where the server does not tell, because two computers' clocks prove nothing. */
  newer: z.enum(['server', 'mine']).optional(),
  /** Names what this view shows: a decision that carries it is refused when anything has changed since. */
  revision: z.string().optional(),
  merge: z.enum(['merged', 'overlapping', 'not-offered']),
});
export type ConflictView = z.infer<typeof conflictViewSchema>;

export const conflictDecisionSchema = z.strictObject({
  conflictId: engineIdSchema,
  keep: resolutionSchema,
  /** With `both`: a better name for the second version. */
  newName: z.string().min(1).max(255).optional(),
  /** The revision that the person saw. */
  revision: z.string().max(500).optional(),
});
export type ConflictDecision = z.infer<typeof conflictDecisionSchema>;

/** How each decision ended; absent code: done. */
export const conflictEndSchema = z.object({ conflictId: engineIdSchema, code: userErrorCodeSchema.optional() });
export type ConflictEnd = z.infer<typeof conflictEndSchema>;
