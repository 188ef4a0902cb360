import { readStatus } from '../../engine/create-visit.ts';
import type { FolderStatus } from '../../engine/visiting/status.ts';
import type { StatusCommand } from '../arguments.ts';
import type { RunEnd } from '../exit-code.ts';
import { toExitCode, toRunEnd } from '../exit-code.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';
import { describeHold, toHoldJson } from '../decisions/guard-phrases.ts';
import { describeUndecided } from '../folders/selection-phrases.ts';
import { toPrintable } from '../printable.ts';
import { toFolderWords, toldCommand } from '../told-command.ts';
import { describeState } from './state-phrases.ts';

export interface StatusCommandInput {
  readonly command: StatusCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

type Status = FolderStatus & { readonly rootPath: string };

/**
 * Runs `bayernbox status`, also beside a process that syncs: 0 in sync, 1 not, 5 waiting for a decision, 3 and 4 for
 * what stopped the last run, 4 when the path lies in no sync folder.
 */
export async function runStatus({ command, language, signal }: StatusCommandInput): Promise<number> {
  const status = await readStatus({ anyPath: command.path, stateDirectory: command.stateFolder }, signal);
  if (status === undefined) {
    process.stderr.write(
      language === 'de'
        ? 'Dieser Pfad liegt in keinem abgeglichenen Ordner.\n'
        : 'This path lies in no synced folder.\n',
    );
    return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  }
  if (command.isJson) writeJson(status);
  else {
    const folder = toFolderWords(status.rootPath, process.cwd());
    const lines = toLines(status, language).map((line) => toPrintable(line, folder));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return toExitCode(toEnd(status));
}

function writeJson({ rootPath, state, pending, problems, holds, openConflicts, undecided, deselected }: Status): void {
  const error = state.kind === 'offline' || state.kind === 'stopped' ? state.error : undefined;
  createJsonOutput(process.stdout, (failure) => process.stderr.write(`${failure.message}\n`)).write({
    type: 'status',
    folder: rootPath,
    state: state.kind,
    verifiedAtMs: state.verifiedAtMs,
    nextAttemptAtMs: state.kind === 'waiting' ? state.untilMs : undefined,
    pending,
    problems: problems.map(({ path, code }) => ({ path, code })),
    onlyHere: countOnlyHere(state),
    holds: holds.map(toHoldJson),
    openConflicts,
    undecided: undecided.map(({ path }) => path),
    deselected: deselected.map(({ path }) => path),
    error: error === undefined ? undefined : { code: error.code, detail: error.detail },
  });
}

function toLines(
  { rootPath, state, pending, problems, holds, openConflicts, undecided }: Status,
  language: Language,
): readonly string[] {
  const isGerman = language === 'de';
  const lines = [rootPath, describeState(state, { nowMs: Date.now(), language })];
  if (state.kind === 'offline' || state.kind === 'stopped') lines.push(getMessage(state.error.code, language).hint);
  if (pending > 0) lines.push(isGerman ? `Noch zu tun: ${pending} Schritte` : `Still to do: ${pending} steps`);
  for (const { path, code } of problems) lines.push(`  ${path}: ${getMessage(code, language).title}`);
  for (const hold of holds) lines.push(describeHold(hold, language));
  if (openConflicts > 0) {
    const what = isGerman ? 'In zwei Fassungen' : 'In two versions';
    lines.push(`${what}: ${openConflicts} (${toldCommand('conflicts', 'list')})`);
  }
  return [...lines, ...undecided.map(({ path }) => describeUndecided(path, language))];
}

/** Second versions that stay on this computer as the organisation wants it. */
function countOnlyHere(state: Status['state']): number {
  return 'onlyHere' in state ? (state.onlyHere ?? 0) : 0;
}

function toEnd({ state, problems }: Status): RunEnd {
  if (state.kind === 'in-sync') return { kind: 'in-sync' };
  if (state.kind === 'needs-decision') return { kind: 'waiting-for-decision' };
  if (state.kind === 'offline' || state.kind === 'stopped') return toRunEnd(state.error.code);
  return { kind: 'finished-with-problems', problemCount: problems.length };
}
