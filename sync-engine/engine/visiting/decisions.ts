import type { Decision, Hold } from '../../core/model/hold.ts';
import { toHoldName } from '../../core/model/hold.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import { toAnswerFile, writeAnswer } from '../guarding/hold-answers.ts';

/** How an answer was taken. */
export type AnswerEnd =
  | { readonly kind: 'taken'; readonly hold: Hold }
  /** The list has grown since it was shown under this name. */
  | { readonly kind: 'list-changed'; readonly hold: Hold }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly error: Extract<Result<void>, { ok: false }>['error'] };

/** Leaves an answer for the next run, wherever it happens. Only for a list as it was shown. */
export async function answerHold(
  name: string,
  decision: Decision,
  { holds, filesystem }: { readonly holds: readonly Hold[]; readonly filesystem: Filesystem },
): Promise<AnswerEnd> {
  const open = holds.filter(({ isApproved }) => !isApproved);
  const hold = open.find((candidate) => toHoldName(candidate) === name);
  if (hold === undefined) {
    const grown = open.find(({ id }) => name.replace(/-\d+$/, '') === id);
    return grown === undefined ? { kind: 'unknown' } : { kind: 'list-changed', hold: grown };
  }
  const written = await filesystem.writePrivate(toAnswerFile(hold), writeAnswer({ name, decision }));
  return written.ok ? { kind: 'taken', hold } : { kind: 'failed', error: written.error };
}
