import { z } from 'zod';
import { engineIdSchema, relativePathSchema, timeMsSchema } from './fields.ts';
import { problemCodeSchema } from './user-error.ts';

/** One path that is not synced, and why. */
export const problemViewSchema = z.object({
  path: relativePathSchema,
  side: z.enum(['local', 'remote']),
  code: problemCodeSchema,
  heldBy: z.string().optional(),
});
export type ProblemView = z.infer<typeof problemViewSchema>;

/** The one answer to "why is this path (not) synced?". */
const whyCodeSchema = z.enum([
  'in-sync',
  'not-there',
  'excluded',
  'deselected',
  'new-folder-undecided',
  'waiting-to-upload',
  'waiting-to-download',
  'waiting-to-make-directory',
  'waiting-to-move',
  'waiting-to-remove',
  'waiting-for-decision',
  'two-versions',
  'contains-unsynced',
  'comes-back',
  ...problemCodeSchema.options,
]);
export type WhyCode = z.infer<typeof whyCodeSchema>;

export const whyViewSchema = z.object({
  path: relativePathSchema,
  code: whyCodeSchema,
  /** The name of the question that this path waits for. */
  decision: z.string().optional(),
  conflict: z.object({ id: engineIdSchema, path: relativePathSchema, secondPath: relativePathSchema }).optional(),
  nextAttemptAtMs: timeMsSchema.optional(),
});
export type WhyView = z.infer<typeof whyViewSchema>;
