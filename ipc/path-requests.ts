import { z } from 'zod';
import { conflictDecisionSchema, conflictEndSchema, conflictViewSchema } from './conflict-view.ts';
import { decisionAnswerSchema, decisionViewSchema, falseAlarmViewSchema } from './decision-view.ts';
import {
  doneSchema,
  engineIdSchema,
  inFolder,
  itemNameSchema,
  listOf,
  localPathSchema,
  question,
  questionIdSchema,
  relativePathSchema,
  sideSchema,
} from './fields.ts';
import { copyInputSchema, fileInFolder, previewSchema } from './file-view.ts';
import { foundItemsSchema, problemViewSchema, whyViewSchema } from './path-view.ts';
import { defineRequests } from './request-contract.ts';
import { userErrorCodeSchema } from './user-error.ts';

/** Requests about single paths of a sync folder, and about what waits for a person there. */
export const pathRequests = defineRequests({
  /**
   * The nearest directory of the server that holds an item, or is it. Without a file id nobody could ask the server: then
   * the path is the one that was asked for.
   */
  findOnServer: {
    input: z.strictObject({ ...inFolder, path: relativePathSchema }),
    output: z.object({ directory: relativePathSchema, fileId: z.string().min(1).max(500).optional() }),
  },
  listProblems: { input: z.strictObject(inFolder), output: listOf(problemViewSchema) },
  /**
   * Gives items other names where their names are the trouble; the others go on when one is refused. Codes:
   * `name-not-allowed`, `path-taken`, `changed-since`, `folder-at-rest` when the server would be needed.
   */
  renameItems: {
    input: z.strictObject({
      ...inFolder,
      renames: z
        .array(z.strictObject({ path: relativePathSchema, side: sideSchema, name: itemNameSchema }))
        .max(10_000)
        .readonly(),
    }),
    output: listOf(z.object({ path: relativePathSchema, side: sideSchema, code: userErrorCodeSchema.optional() })),
  },
  /** From a fresh look at the disk and the last look at the server. Code: `cancelled`. */
  explainPath: { input: z.strictObject({ ...inFolder, ...question, path: relativePathSchema }), output: whyViewSchema },
  /**
   * Where something of a name may be, the likeliest first: on this computer from a fresh look, in the safety store, and on
   * the server from the last look; and which folders could not be searched. Codes: those of the root, `cancelled`.
   */
  findByName: {
    input: z.strictObject({ ...inFolder, ...question, name: itemNameSchema }),
    output: foundItemsSchema,
  },
  /** Nobody waits for the answer any more. One that has been given, or was never asked, is none to end. */
  cancelQuestion: { input: z.strictObject({ questionId: questionIdSchema }), output: doneSchema },
  listConflicts: { input: z.strictObject(inFolder), output: listOf(conflictViewSchema) },
  /** Carries out decisions one after another; each is refused when its revision is not the present one. */
  resolveConflicts: {
    input: z.strictObject({ ...inFolder, decisions: z.array(conflictDecisionSchema).max(10_000).readonly() }),
    output: listOf(conflictEndSchema),
  },
  undoConflict: { input: z.strictObject({ ...inFolder, conflictId: engineIdSchema }), output: doneSchema },
  /** The text that both versions were made from, to tell who changed what; absent where it is not known any more. */
  readCommonText: {
    input: z.strictObject({ ...inFolder, conflictId: engineIdSchema }),
    output: z.object({ text: z.string().optional() }),
  },
  listDecisions: { input: z.strictObject(inFolder), output: listOf(decisionViewSchema) },
  listFalseAlarms: { input: z.strictObject(inFolder), output: listOf(falseAlarmViewSchema) },
  /** From the next run on it is asked about again. Code: `decision-unknown` when it is not remembered. */
  forgetFalseAlarm: {
    input: z.strictObject({ ...inFolder, ...falseAlarmViewSchema.pick({ name: true }).shape }),
    output: doneSchema,
  },
  /** Codes: `decision-unknown`, `decision-list-changed` when the list has grown since it was shown. */
  answerDecision: {
    input: z.strictObject({ ...inFolder, name: engineIdSchema, answer: decisionAnswerSchema }),
    output: doneSchema,
  },
  /** What is inside a file, to be shown beside another version. */
  previewFile: { input: z.strictObject(fileInFolder), output: previewSchema },
  /** Copies a file to a private place where nobody can change it; it goes away after a day. `disk-full`: no room for it. */
  makeReadOnlyCopy: { input: copyInputSchema, output: z.object({ localPath: localPathSchema }) },
});
