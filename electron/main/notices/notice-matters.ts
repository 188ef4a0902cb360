import type { AppState } from '#ipc/app-state.ts';
import type { FolderNews } from '#ipc/folder-news.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import type { ShellSettings } from '#policies/settings.ts';
import type { Forgotten, Notice, NoticeMemory } from './notice.ts';
import { isSignedOut } from './signed-out.ts';
import { countDecisions, countVersions } from './waiting.ts';

/** What could be told, and what is remembered when it has been. */
export interface Matter {
  readonly notice: Notice;
  readonly remember: Partial<NoticeMemory>;
}

/** What a person could be told about, and of which kinds they want to hear. Now is in ms since the epoch. */
export interface Present {
  readonly state: AppState;
  readonly settings: ShellSettings['notifications'];
  readonly nowMs: number;
}

/** What mends itself within this time is nobody's business. */
const FAILURE_MS = 600_000;

/** A keychain may open only a while after the program has started with the system. */
const SIGN_IN_MS = 60_000;

/** Two versions come in bursts; they are told together. */
const VERSIONS_MS = 900_000;

/** What waits is brought to mind once a day. */
const REMINDER_MS = 86_400_000;

/** What is not synced is told again after so long: a change must not wait for months because one notice was missed. */
const STILL_MS = 7 * 86_400_000;

/**
 * What a person does not know yet and wants to, the most urgent first, and what they still know of: what is over makes
 * room for what is new. Pure.
 */
export function findMatters(
  memory: NoticeMemory,
  present: Present,
): { readonly known: NoticeMemory; readonly matters: readonly Matter[] } {
  const { settings } = present;
  const waiting = findWaiting(present.state);
  const known = forget(memory, waiting, present);
  const decisions = settings.decisions ? findDecisions(known, waiting, present) : [];
  const versions = settings.decisions ? findVersions(known, waiting, present) : [];
  const matters = [
    ...(settings.decisions || settings.failures ? findSignIns(known, present) : []),
    ...decisions,
    ...(settings.failures
      ? [...findNews(known, present), ...findFailures(known, present), ...findProblems(known, present)]
      : []),
    ...versions,
    // What is new says what is old, too.
    ...(decisions.length + versions.length > 0 ? [] : findReminder(known, waiting, present)),
  ];
  return { known, matters };
}

interface Waiting {
  readonly decisions: number;
  readonly conflicts: number;
  readonly paused: Forgotten;
}

function findWaiting({ folders, pause }: AppState): Waiting {
  return {
    decisions: countDecisions(folders),
    conflicts: countVersions(folders),
    paused: findForgotten(folders, pause),
  };
}

function findForgotten(folders: readonly FolderView[], pause: AppState['pause']): Forgotten {
  const isEndless = (shown: AppState['pause']): boolean => shown?.why === 'person' && shown.untilMs === undefined;
  if (isEndless(pause)) return { kind: 'everything' };
  const paused = folders.filter((folder) => isEndless(folder.pause));
  return paused.length === 0 ? { kind: 'nothing' } : { kind: 'folders', folders: paused };
}

function forget(memory: NoticeMemory, waiting: Waiting, { state, nowMs }: Present): NoticeMemory {
  const { waitingSinceMs, versionsToldAtMs, problemsToldAtMs, ...rest } = memory;
  const isWaiting = waiting.decisions + waiting.conflicts > 0 || waiting.paused.kind !== 'nothing';
  const failures = state.folders.map((folder) => toFailureKey(folder, nowMs));
  const news = state.folders.flatMap(listNewsKeys);
  const problems = state.folders
    .map((folder) => [folder.folderId, countKnown(memory, folder)] as const)
    .filter(([, count]) => count > 0);
  return {
    ...rest,
    decisions: Math.min(memory.decisions, waiting.decisions),
    conflicts: Math.min(memory.conflicts, waiting.conflicts),
    failures: memory.failures.filter((key) => failures.includes(key)),
    news: memory.news.filter((key) => news.includes(key)),
    signIns: memory.signIns.filter((accountId) =>
      state.folders.some((folder) => folder.accountId === accountId && (isSignedOut(folder) || isUnknown(folder))),
    ),
    problems: Object.fromEntries(problems),
    ...(problems.length === 0 ? {} : { problemsToldAtMs: Math.min(problemsToldAtMs ?? nowMs, nowMs) }),
    ...(isWaiting ? { waitingSinceMs: Math.min(waitingSinceMs ?? nowMs, nowMs) } : {}),
    ...(versionsToldAtMs === undefined ? {} : { versionsToldAtMs: Math.min(versionsToldAtMs, nowMs) }),
  };
}

/** A program that has just been started has not met any problem yet; that does not mean that they are over. */
function countKnown({ problems }: NoticeMemory, folder: FolderView): number {
  const count = problems[folder.folderId] ?? 0;
  return isUnknown(folder) ? count : Math.min(count, folder.problems);
}

function findSignIns(known: NoticeMemory, { state, nowMs }: Present): readonly Matter[] {
  const folders = state.folders.filter(
    (folder) =>
      isSignedOut(folder) &&
      isLasting(folder.failingSinceMs, nowMs, SIGN_IN_MS) &&
      !known.signIns.includes(folder.accountId),
  );
  if (folders.length === 0) return [];
  const signIns = [...new Set([...known.signIns, ...folders.map(({ accountId }) => accountId)])];
  return [{ notice: { kind: 'sign-in', folders }, remember: { signIns } }];
}

function findDecisions(known: NoticeMemory, { decisions }: Waiting, { nowMs }: Present): readonly Matter[] {
  if (decisions <= known.decisions) return [];
  return [{ notice: { kind: 'decisions', count: decisions }, remember: { decisions, waitingSinceMs: nowMs } }];
}

function findVersions(known: NoticeMemory, { conflicts }: Waiting, { nowMs }: Present): readonly Matter[] {
  const isTooSoon = known.versionsToldAtMs !== undefined && nowMs - known.versionsToldAtMs < VERSIONS_MS;
  if (conflicts <= known.conflicts || isTooSoon) return [];
  return [
    {
      notice: { kind: 'two-versions', count: conflicts },
      remember: { conflicts, versionsToldAtMs: nowMs, waitingSinceMs: nowMs },
    },
  ];
}

/** At once, and once: what has happened does not mend itself. */
function findNews(known: NoticeMemory, { state }: Present): readonly Matter[] {
  const folders = state.folders.filter((folder) => listNewsKeys(folder).some((key) => !known.news.includes(key)));
  if (folders.length === 0) return [];
  const isRestored = folders.every(({ news }) => news.every(isOfRestoredServer));
  const told = [...new Set([...known.news, ...folders.flatMap(listNewsKeys)])];
  return [{ notice: { kind: 'news', folders, isRestored }, remember: { news: told } }];
}

function isOfRestoredServer(news: FolderNews): boolean {
  return news.kind === 'united' && (news.why === 'server-restored' || news.why === 'server-older-than-base');
}

function listNewsKeys({ folderId, news }: FolderView): readonly string[] {
  return news.map((one) => `${folderId} ${one.kind === 'united' ? one.why : one.kind}`);
}

function findFailures(known: NoticeMemory, { state, nowMs }: Present): readonly Matter[] {
  const failing = state.folders.filter(
    (folder) =>
      isFailing(folder) &&
      isLasting(folder.failingSinceMs, nowMs, FAILURE_MS) &&
      !known.failures.includes(toFailureKey(folder, nowMs)),
  );
  if (failing.length === 0) return [];
  const sinceMs = failing.reduce((latest, { failingSinceMs = 0 }) => Math.max(latest, failingSinceMs), 0);
  return [
    {
      notice: { kind: 'failure', folders: failing, sinceMs },
      remember: { failures: [...known.failures, ...failing.map((folder) => toFailureKey(folder, nowMs))] },
    },
  ];
}

function findProblems(known: NoticeMemory, { state, nowMs }: Present): readonly Matter[] {
  const isOld = isLasting(known.problemsToldAtMs, nowMs, STILL_MS);
  const affected = state.folders
    .filter(({ pause, failingSinceMs }) => pause === undefined && failingSinceMs === undefined)
    .map((folder) => ({ folder, count: countLasting(folder, nowMs) }))
    .filter(({ folder: { folderId }, count }) => count > (isOld ? 0 : (known.problems[folderId] ?? 0)));
  if (affected.length === 0) return [];
  const counts = Object.fromEntries(affected.map(({ folder: { folderId }, count }) => [folderId, count]));
  return [
    {
      notice: {
        kind: 'problems',
        folders: affected.map(({ folder }) => folder),
        count: affected.reduce((sum, { count }) => sum + count, 0),
      },
      remember: { problems: { ...known.problems, ...counts }, problemsToldAtMs: nowMs },
    },
  ];
}

/** Problems that did not mend themselves in time; newer ones wait for their own time. */
function countLasting({ problemsMet = [] }: FolderView, nowMs: number): number {
  return problemsMet.reduce((sum, { atMs, count }) => sum + (isLasting(atMs, nowMs, FAILURE_MS) ? count : 0), 0);
}

/** Whoever wants no notice of decisions may still want to know that nothing is synced. */
function findReminder(known: NoticeMemory, waiting: Waiting, { settings, nowMs }: Present): readonly Matter[] {
  const { conflicts, decisions, paused } = settings.decisions ? waiting : { ...waiting, conflicts: 0, decisions: 0 };
  const isWorthIt = paused.kind === 'nothing' ? conflicts + decisions > 0 : settings.decisions || settings.failures;
  if (!isWorthIt || nowMs - (known.waitingSinceMs ?? nowMs) < REMINDER_MS) return [];
  return [{ notice: { kind: 'reminder', decisions, conflicts, paused }, remember: { waitingSinceMs: nowMs } }];
}

/** While the next attempt goes on there is nothing to tell: it may mend everything. */
function isFailing(folder: FolderView): boolean {
  return !isSignedOut(folder) && (folder.state.kind === 'stopped' || folder.state.kind === 'offline');
}

function isUnknown({ state }: FolderView): boolean {
  return state.kind === 'checking';
}

function isLasting(sinceMs: number | undefined, nowMs: number, limitMs: number): boolean {
  return sinceMs !== undefined && nowMs - sinceMs >= limitMs;
}

/** Another one each week: a failure that goes on is told again. */
function toFailureKey({ folderId, failingSinceMs = 0 }: FolderView, nowMs: number): string {
  const weeks = Math.max(0, Math.floor((nowMs - failingSinceMs) / STILL_MS));
  return `${folderId} ${failingSinceMs}${weeks === 0 ? '' : ` ${weeks}`}`;
}
