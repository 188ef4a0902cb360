import { compareAway } from '../../core/selection/compare-away.ts';
import type { ChoiceOutcome, ChosenPart } from '../../core/model/choice-outcome.ts';
import { MAX_NAMED } from '../../core/model/choice-outcome.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Choice, UntoldChoice } from '../../core/model/selection.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { Below, closeOver } from '../looking/below.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';

type OutcomeDatabase = Pick<SyncDatabase, 'loadSelection' | 'commitSelection' | 'loadBase' | 'listKept'>;

/**
 * Tells once, at rest, what a choice has brought to this computer and taken off it: everything is counted in what is
 * there, so that no crash can make the numbers wrong. Choices that follow one another before the rest are one.
 */
export function tellOutcome({ database, clock }: Pick<FolderPorts, 'database' | 'clock'>, onEvent: OnEvent): void {
  const { untold, ...selection } = database.loadSelection();
  if (untold === undefined) return;
  const { came, left } = compareAway(untold.before, selection.choices);
  const outcome = { came: countHere(came, database), left: countGone(left, untold, database) };
  const isEmpty = came.length + left.length === 0;
  database.commitSelection(selection, [], isEmpty ? [] : [toEntry(outcome, untold, clock.nowMs())]);
  if (!isEmpty) onEvent({ type: 'chosen', outcome });
}

/** What lies here of these directories, and on the server too. */
function countHere(choices: readonly Choice[], database: OutcomeDatabase): ChosenPart {
  const part = toPart(choices);
  if (choices.length === 0) return part;
  const rows = database.loadBase();
  const wanted = new Set(choices.map(({ fileId }) => fileId));
  const tops = [...rows.values()].filter(({ remote }) => remote !== undefined && wanted.has(remote.fileId));
  const sizes = [
    ...closeOver(
      tops.map(({ id }) => id),
      [new Below(rows)],
    ),
  ].flatMap((id) => {
    const row = rows.get(id);
    return row?.kind === 'file' && row.local !== undefined ? [row.local.sizeBytes] : [];
  });
  return { ...part, ...sum(sizes) };
}

/** What was put away since the first choice; only choices put away as `deselected`. */
function countGone(choices: readonly Choice[], { sinceMs }: UntoldChoice, database: OutcomeDatabase): ChosenPart {
  const gone = database.listKept().filter(({ reason, keptAtMs }) => reason === 'deselected' && keptAtMs >= sinceMs);
  return { ...toPart(choices), ...sum(choices.length === 0 ? [] : gone.map(({ sizeBytes }) => sizeBytes)) };
}

function toPart(choices: readonly Choice[]): ChosenPart {
  return {
    count: choices.length,
    directories: choices.slice(0, MAX_NAMED).map(({ path }) => path),
    files: 0,
    bytes: 0,
  };
}

function sum(sizes: readonly number[]): Pick<ChosenPart, 'files' | 'bytes'> {
  return { files: sizes.length, bytes: sizes.reduce((all, bytes) => all + bytes, 0) };
}

function toEntry(outcome: ChoiceOutcome, { sinceMs }: UntoldChoice, atMs: number): HistoryEntry {
  // There is one untold choice at a time, so its beginning names it.
  const runId = `c${Math.max(0, sinceMs).toString(36)}`;
  const [only, ...others] = [...outcome.came.directories, ...outcome.left.directories];
  return {
    id: toHistoryId(`${runId}-1`),
    runId,
    atMs,
    verb: 'choose',
    side: 'local',
    nodeKind: 'directory',
    path: others.length === 0 && only !== undefined ? only : ROOT_PATH,
    target: undefined,
    reversal: { kind: 'none', why: 'needs-selecting' },
    undoes: undefined,
    outcome,
  };
}
