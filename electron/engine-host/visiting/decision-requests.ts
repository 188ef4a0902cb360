import type { Answer } from '#ipc/contract.ts';
import type { DecisionAnswer } from '#ipc/decision-view.ts';
import type { Done } from '#ipc/fields.ts';
import { toSignName } from '#sync-engine/core/model/false-alarm.ts';
import { toHoldName } from '#sync-engine/core/model/hold.ts';
import { openDecisions } from '#sync-engine/engine/create-visit.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import type { HostParts } from '../host-parts.ts';
import { toLookedAt } from '../host-parts.ts';
import { inFolder } from './visit-requests.ts';

type DecisionRequestName = 'listDecisions' | 'answerDecision' | 'listFalseAlarms' | 'forgetFalseAlarm';

/** Requests about questions that wait for a person, and about what was called meant. */
export function createDecisionRequests(parts: HostParts): Handlers<DecisionRequestName> {
  return {
    listDecisions: ({ folderId }) =>
      inFolder(parts, folderId, (root) => {
        const open =
          openDecisions(toLookedAt(parts, folderId, root))?.holds.filter(({ isApproved }) => !isApproved) ?? [];
        return succeed({ items: open.map((hold) => ({ ...hold, name: toHoldName(hold) })) });
      }),
    answerDecision: ({ folderId, name, answer }) =>
      inFolder(parts, folderId, (root) => answerDecision(parts, { root, folderId, name, answer })),
    listFalseAlarms: ({ folderId }) =>
      inFolder(parts, folderId, (root) => {
        const alarms = openDecisions(toLookedAt(parts, folderId, root))?.falseAlarms ?? [];
        return succeed({ items: alarms.map((alarm) => ({ ...alarm, name: toSignName(alarm) })) });
      }),
    forgetFalseAlarm: ({ folderId, name }) =>
      inFolder(parts, folderId, (root) => forgetFalseAlarm(parts, { root, folderId, name })),
  };
}

interface DecisionInput {
  readonly root: string;
  readonly folderId: string;
  readonly name: string;
  readonly answer: DecisionAnswer;
}

async function answerDecision(parts: HostParts, input: DecisionInput): Promise<Answer<Done>> {
  const end = await openDecisions(toLookedAt(parts, input.folderId, input.root))?.answer(input.name, input.answer);
  switch (end?.kind) {
    case 'taken':
      parts.runners.get(input.folderId)?.lookNow();
      return succeed({});
    case 'list-changed':
      return fail({ code: 'decision-list-changed' });
    case 'unknown':
    case undefined:
      return fail({ code: 'decision-unknown' });
    case 'failed':
      return fail(end.error);
    default:
      return end satisfies never;
  }
}

async function forgetFalseAlarm(
  parts: HostParts,
  { root, folderId, name }: Pick<DecisionInput, 'root' | 'folderId' | 'name'>,
): Promise<Answer<Done>> {
  const folder = openDecisions(toLookedAt(parts, folderId, root));
  const alarm = folder?.falseAlarms.find((remembered) => toSignName(remembered) === name);
  if (folder === undefined || alarm === undefined) return fail({ code: 'decision-unknown' });
  const forgotten = await folder.forget(alarm);
  if (!forgotten.ok) return fail(forgotten.error);
  parts.runners.get(folderId)?.lookNow();
  return succeed({});
}
