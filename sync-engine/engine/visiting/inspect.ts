import { DEFAULT_LIMITS } from '../../core/guards/mass-removal.ts';
import type { RemoteKey } from '../../core/model/ids.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { LocalDiscovery } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { FailureRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import { AskedPart } from './asked-part.ts';
import type { Sides } from '../looking/changed-part.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderReport } from '../resting/folder-report.ts';
import { parseReport } from '../resting/folder-report.ts';
import { KnownContents } from '../looking/known-contents.ts';
import { createLocalDiscovery } from '../looking/create-local-discovery.ts';
import { lookOutOfSight } from '../looking/out-of-sight.ts';
import { STOPPED_LOOK } from '../looking/stopped-look.ts';
import type { HoldPlan } from '../guarding/plan-holds.ts';
import { planHolds } from '../guarding/plan-holds.ts';
import type { FolderSettings } from '../parts.ts';
import { planFromViews } from '../planning/plan-from-views.ts';
import type { Planned } from '../planning/plan-from-views.ts';
import { listLeaving } from '../selection/plan-unsync.ts';
import { describeAttempt, noteOperation, toAttemptKey } from '../planning/plan-notes.ts';
import { listProblems } from '../planning/problems.ts';

/** What looking into a sync folder from outside takes. Changes nothing, asks no server. */
export interface InspectInput {
  readonly filesystem: Filesystem;
  readonly database: SyncDatabase;
  readonly settings: FolderSettings;
  /** Part of names that nobody had before. */
  readonly newToken: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** What a look at the disk has just shown; looked at anew when absent. */
  readonly seenHere?: LocalView;
}

/** What a fresh look at the disk, the last look at the server and the records of the last run say together. */
export interface Inspection {
  readonly planned: Planned;
  readonly problems: readonly Problem[];
  /** Failed attempts at what is still to be done. */
  readonly failures: readonly FailureRow[];
  /** The plan after the guards; a hold with an empty id has not been stored yet. */
  readonly holdPlan: HoldPlan;
  /** What the engine said last; undefined before its first word. */
  readonly report: FolderReport | undefined;
}

/** Problems of the server's side that need no question to the server: they are not taken from the records. */
const FOUND_ANEW: ReadonlySet<ProblemCode> = new Set([
  'name-clash',
  'name-reserved',
  'name-not-allowed-here',
  'kept-for-unsynced-content',
]);

/** Looks at the disk and reads the records. Undefined when the server has never been looked at. */
export async function inspectFolder(input: InspectInput): Promise<Result<Inspection | undefined>> {
  try {
    return await inspect(input);
  } catch (error) {
    const failure = findDatabaseFailure(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure.error };
  }
}

/** A fresh look at the disk, for whoever asks more than one question about it. */
export async function lookHere(input: InspectInput): Promise<Result<LocalView>> {
  const { database, signal } = input;
  const discovery = createDiscovery(input);
  const seen = await discovery.look({ kind: 'everything' }, signal);
  if (!seen.ok) return seen;
  const all = await lookOutOfSight(seen.value, database.loadBase(), { discovery, signal });
  return signal.aborted ? STOPPED_LOOK : { ok: true, value: all };
}

/** Looks at this computer by the rules of the folder, and remembers nothing of a run. */
export function createDiscovery({ filesystem, database, settings, nowMs }: InspectInput): LocalDiscovery {
  return createLocalDiscovery(filesystem, { database, clock: { nowMs: () => nowMs }, rules: settings.rules });
}

/** For questions about some paths, which need not see all that is there. */
export function createAskedPart(input: InspectInput, remote: RemoteView): AskedPart {
  const discovery = createDiscovery(input);
  return new AskedPart({
    // Where a question goes through many directories, this is where it hears that nobody waits for it any more.
    lookInto: (path) => (input.signal.aborted ? Promise.resolve(STOPPED_LOOK) : discovery.lookInto(path)),
    remote,
    base: input.database.loadBase(),
    nameKey: (name) => input.settings.policy.nameKey(name),
  });
}

async function inspect(input: InspectInput): Promise<Result<Inspection | undefined>> {
  const { database, seenHere } = input;
  const local = seenHere === undefined ? await lookHere(input) : ({ ok: true, value: seenHere } as const);
  const remote = storedRemote(database);
  if (!local.ok) return local;
  if (remote === undefined) return { ok: true, value: undefined };
  return planOnSides({ local: local.value, remote, base: database.loadBase() }, input);
}

/** What follows from these sides; of a part of all that is there, for that part only. */
export async function planOnSides(sides: Sides, input: InspectInput): Promise<Result<Inspection>> {
  const { filesystem, database, settings, newToken, signal } = input;
  const planned = await planFromViews({
    hashFile: (item, either, also) => filesystem.hashFile(item.path, either, also),
    database,
    settings,
    views: sides,
    contents: new KnownContents(),
    hasStableInodes: true,
    doubtAbsences: () => new Set(),
    token: newToken,
    signal,
  });
  if (!planned.ok) return planned;
  const report = parseReport(database.loadReport());
  const leaving = listLeaving(planned.value.observed.unsync);
  const isStillSo = (problem: Problem): boolean => isLeftFromServer(problem) || leaving.has(problem.path);
  const problems = [...listProblems(planned.value), ...(report?.problems ?? []).filter(isStillSo)];
  return {
    ok: true,
    value: {
      planned: planned.value,
      problems,
      failures: findFailures(planned.value, database),
      holdPlan: planStoredHolds(planned.value, input),
      report,
    },
  };
}

function isLeftFromServer({ side, code }: Problem): boolean {
  return side === 'remote' && !FOUND_ANEW.has(code);
}

/** A failure counts for as long as the very same thing is still to be done. */
function findFailures({ plan }: Planned, database: SyncDatabase): readonly FailureRow[] {
  const rows = database.listFailures();
  if (rows.length === 0) return rows;
  const planned = new Set(
    plan.operations.map((operation) => toAttemptKey(describeAttempt(operation, noteOperation(operation, plan), plan))),
  );
  return rows.filter((row) => planned.has(toAttemptKey(row)));
}

/** What the next run would hold. Whether a change is suspicious is not looked into again: the last run has stored it. */
function planStoredHolds({ observed, plan }: Planned, { database, settings, nowMs }: InspectInput): HoldPlan {
  const stored = database.listHolds();
  const changes = stored.find(({ kind, isApproved }) => kind === 'changes' && !isApproved);
  return planHolds({
    plan,
    filesElsewhere: 0,
    rows: database.loadBase(),
    isUnseen: (id) => observed.withheld.unseen.has(id),
    suspicions: new Map(changes?.nodes.map((id) => [id, { kind: 'scrambled', extension: '' }])),
    falseAlarms: [],
    stored,
    answers: [],
    recent: database.listRecentActs(),
    limits: settings.removalLimits ?? DEFAULT_LIMITS,
    nowMs,
    newId: () => '',
  });
}

/** What the last looks at the server have shown; undefined before the first one. */
export function storedRemote(database: SyncDatabase): RemoteView | undefined {
  const rows = database.loadRemoteTree();
  let rootKey: RemoteKey | undefined;
  for (const row of rows.values()) if (row.parentKey === undefined) rootKey = row.key;
  if (rootKey === undefined) return undefined;
  return { rootKey, rows, unlisted: [], damaged: [], unproven: [], problems: [], changes: [] };
}
