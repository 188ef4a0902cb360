import { z } from 'zod';
import { countSchema, engineIdSchema, relativePathSchema, sideSchema, timeMsSchema } from './fields.ts';

/** Steps that a guard keeps back until a person decides. */
export const decisionViewSchema = z.object({
  /** Names exactly this list; an answer carries it. A list that grows gets another name. */
  name: engineIdSchema,
  kind: z.enum(['removals', 'changes']),
  /** The side that would be changed. */
  side: sideSchema,
  reason: z.enum(['many-at-once', 'many-in-a-while', 'leaves-share', 'scrambled', 'renamed']),
  firstSeenMs: timeMsSchema,
  fileCount: countSchema,
  /** Files of that side. */
  allFiles: countSchema,
  /** The first thousand at most. */
  paths: z.array(relativePathSchema).readonly(),
});
export type DecisionView = z.infer<typeof decisionViewSchema>;

/** A kind of change that a person has called meant: it is asked about no more in its sync folder. */
export const falseAlarmViewSchema = z.object({
  /** No two of a sync folder share one. */
  name: z.string().min(1).max(300),
  kind: z.enum(['scrambled', 'renamed']),
  /** Ending of the files in lower case, without a dot; empty when they have none. */
  extension: z.string().max(255),
  rememberedAtMs: timeMsSchema,
});
export type FalseAlarmView = z.infer<typeof falseAlarmViewSchema>;

/**
 * `keep`: nothing is lost on either side, what is gone comes back. `carry-out`: it is meant, do it. `carry-out-always`:
 * do it, and ask no more about changes of this kind in this folder; removals are asked about all the same.
 */
export const decisionAnswerSchema = z.enum(['keep', 'carry-out', 'carry-out-always']);
export type DecisionAnswer = z.infer<typeof decisionAnswerSchema>;
