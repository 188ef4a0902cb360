import { z } from 'zod';
import type { Decision, Hold, HoldAnswer } from '../../core/model/hold.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';

const DECISIONS = ['keep', 'carry-out', 'carry-out-always'] as const satisfies readonly Decision[];

const answerSchema = z.object({ name: z.string(), decision: z.enum(DECISIONS) });

/**
 * Private file in which an answer waits for the next run. One for each kind of question, so that it need not be removed:
 * it names the one list that it answers. A file, because a running sync has the sync database for itself.
 */
export function toAnswerFile({ kind, side }: Pick<Hold, 'kind' | 'side'>): string {
  return `answer-${kind}-${side}.json`;
}

/** The text of an answer file. */
export function writeAnswer(answer: HoldAnswer): string {
  return `${JSON.stringify(answer)}\n`;
}

/** The answers that wait for open holds. What is no answer is left out. */
export async function readAnswers(holds: readonly Hold[], filesystem: Filesystem): Promise<readonly HoldAnswer[]> {
  const texts = await Promise.all(
    holds.filter((hold) => !hold.isApproved).map((hold) => filesystem.readPrivate(toAnswerFile(hold))),
  );
  return texts.flatMap((text) => parseAnswer(text) ?? []);
}

function parseAnswer(text: string | undefined): HoldAnswer | undefined {
  if (text === undefined) return undefined;
  try {
    return answerSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
