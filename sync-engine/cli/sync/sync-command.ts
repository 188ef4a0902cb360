import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import { isInAny } from '#policies/time-windows.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { SelectionAct } from '../../core/model/selection.ts';
import type { Engine, EngineOptions } from '../../engine/create-engine.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { POLL_MS, readNetwork } from '../../engine/network.ts';
import type { RunEnd as FolderEnd } from '../../engine/run-end.ts';
import { syncUntilEqual } from '../../engine/sync-until-equal.ts';
import { databasePathFor } from '../../engine/opening/database-path.ts';
import { watchLoop } from '../../engine/watching/watch-loop.ts';
import type { ComputerConditions } from '#policies/computer-conditions.ts';
import type { SyncCommand } from '../arguments.ts';
import { findInnerFolder } from './inner-folder.ts';
import { findOuterFolder } from './outer-folder.ts';
import { readServerPath } from '../folders/server-path.ts';
import type { UsageProblem } from '../command-line.ts';
import { watchConditions } from './computer-conditions.ts';
import type { RunEnd } from '../exit-code.ts';
import { toRunEnd } from '../exit-code.ts';
import type { Language } from '../messages.ts';
import { getUsageMessage } from '../messages.ts';
import { findCredentials } from '../account/find-credentials.ts';
import type { AllowedSync, Forbidden } from '../follow-rules.ts';
import { findRest, followForSync, listUnknown, refuseConditions, refuseTime, resolveNetwork } from '../follow-rules.ts';
import { tellForbidden } from '../forbidden-phrases.ts';
import { toPrintable } from '../printable.ts';
import { toFolderWords } from '../told-command.ts';
import { describeChoiceRefusal } from '../folders/selection-phrases.ts';
import type { OrganisationRules } from '../organisation-rules.ts';
import { readRules } from '../organisation-rules.ts';
import type { Reporter } from './reporter.ts';
import type { PauseReason } from './state-phrases.ts';
import { createReporter } from './reporter.ts';
import { watchRules } from './watch-rules.ts';

export interface SyncCommandInput {
  readonly command: SyncCommand;
  readonly language: Language;
  readonly toRealPath: (path: string) => string;
  readonly signal: AbortSignal;
}

/** Runs `bayernbox sync`; everything that goes wrong is told in words and as the kind of its end. */
export async function runSync(input: SyncCommandInput): Promise<RunEnd> {
  const { command, language } = input;
  const rules = readRules(language);
  if (rules === undefined) return { kind: 'usage-error' };
  const folder = toFolderWords(input.toRealPath(command.localFolder), process.cwd());
  const reporter = createReporter(command, language, folder);
  const asked = readAsked(input);
  if (asked === undefined) return { kind: 'usage-error' };
  const followed = followForSync({ ...command, excludes: asked.excludes }, rules.organisation);
  if (followed.kind === 'forbidden') return endForbidden(followed, rules, input);
  const conditions = await watchConditions(followed.rests);
  try {
    const unknown = listUnknown(followed.rests, conditions.now());
    if (unknown.length > 0) reporter.unknownConditions(unknown);
    return await runUnderRules({ ...input, rules, asked, allowed: followed, conditions: conditions.now }, reporter);
  } finally {
    conditions.close();
  }
}

/** Ends when the organisation lets nothing be synced, or its file says something else. */
async function runUnderRules(input: Preparing, reporter: Reporter): Promise<RunEnd> {
  const { command, rules, allowed, conditions } = input;
  const refuseNow = (): Forbidden | undefined =>
    refuseTime(command, allowed.enforcedPauses, { nowMs: Date.now() }) ??
    refuseConditions(command, allowed.rests, conditions());
  const early = refuseNow();
  if (early !== undefined) return endForbidden(early, rules, input);
  // From here on: a person who is asked for a password may take their time.
  const watched = watchRules({ path: rules.path, refuseNow }, input.signal);
  try {
    const options = await readOptions(input, reporter);
    if (options === undefined) return { kind: 'usage-error' };
    const end = await runEngine({ ...input, signal: watched.signal }, options, reporter);
    const broken = watched.broken();
    return broken === undefined ? end : endForbidden(broken, rules, input);
  } finally {
    watched.close();
  }
}

function endForbidden(
  forbidden: Forbidden,
  rules: OrganisationRules,
  { command: { isJson }, language }: SyncCommandInput,
): RunEnd {
  tellForbidden(forbidden, rules, { language, isJson });
  return { kind: 'forbidden' };
}

interface Allowed extends SyncCommandInput {
  readonly allowed: AllowedSync;
  readonly conditions: () => ComputerConditions;
}

async function runEngine(input: Allowed, options: EngineOptions, reporter: Reporter): Promise<RunEnd> {
  const { command, signal } = input;
  const run = { isPlanned: false };
  const onEvent = (event: EngineEvent): void => {
    run.isPlanned ||= event.type === 'planned';
    options.onEvent(event);
  };
  const engine = createEngine({ ...options, onEvent });
  if (!engine.ok) {
    reporter.error(engine.error);
    return toRunEnd(engine.error.code);
  }
  const { folder } = engine.value;
  try {
    const opened = await folder.open(signal, command.isWatching ? { random: Math.random } : undefined);
    if (!opened.ok) {
      reporter.error(opened.error);
      return toRunEnd(opened.error.code);
    }
    const refused = await deselect(engine.value, input);
    if (refused !== undefined) return refused;
    const hasPush = opened.value.server.pushUrl !== undefined;
    const end = command.isDryRun
      ? await look(engine.value, reporter, signal)
      : await sync(engine.value, input, { reporter, hasPush, run });
    return end;
  } finally {
    reporter.summary(folder.totals, engine.value.transport.requestCount);
    await folder.close();
  }
}

/** Before anything is downloaded. Undefined when all that was named is deselected now. */
async function deselect(
  { folder }: Engine,
  { command, language, signal }: SyncCommandInput,
): Promise<RunEnd | undefined> {
  const acts: SelectionAct[] = [];
  for (const typed of command.deselected) {
    const path = readServerPath(typed);
    const found =
      path === undefined ? { ok: true as const, value: undefined } : await folder.selection.find(path, signal);
    if (!found.ok) return toRunEnd(found.error.code);
    if (found.value === undefined || path === undefined || path === ROOT_PATH) {
      process.stderr.write(`${toPrintable(describeChoiceRefusal({ kind: 'unknown' }, typed, language))}\n`);
      return { kind: 'usage-error' };
    }
    acts.push({ kind: 'deselect', fileId: found.value.fileId, path });
  }
  const chosen = acts.length === 0 ? undefined : await folder.selection.choose(acts);
  return chosen === undefined || chosen.ok ? undefined : toRunEnd(chosen.error.code);
}

async function sync(
  engine: Engine,
  { command, signal, allowed, conditions }: Allowed,
  { reporter, hasPush, run }: { readonly reporter: Reporter; readonly hasPush: boolean; run: { isPlanned: boolean } },
): Promise<RunEnd> {
  if (!command.isWatching) return toEnd(await syncUntilEqual(engine.folder, engine.clock, signal), reporter);
  let last: FolderEnd = { kind: 'worked' };
  await watchLoop({
    folder: engine.folder,
    watcher: engine.createWatcher(),
    lockKeeper: engine.createLockKeeper(),
    transport: engine.transport,
    clock: engine.clock,
    hasPush,
    pollMs: POLL_MS,
    random: Math.random,
    readNetwork,
    readLeftWord: () => engine.readLeftWord(),
    isPaused: () => findPause(allowed, conditions()) !== undefined,
    onPause: (isPaused) => reporter.pause(isPaused, findPause(allowed, conditions())),
    onEnd: (end) => {
      // Asked to stop while it only looked: what the look before found is still the last word.
      const isCutOffLook = end.kind === 'stopped' && end.error.code === 'cancelled' && !run.isPlanned;
      if (!isCutOffLook) last = end;
      run.isPlanned = false;
      if (end.kind !== 'worked') reporter.rest(end);
    },
    signal,
  });
  return toEnd(last, reporter);
}

function toEnd(end: FolderEnd, reporter: Reporter): RunEnd {
  switch (end.kind) {
    case 'idle':
      reporter.problems(end.problems);
      return end.problems.length === 0
        ? { kind: 'in-sync' }
        : { kind: 'finished-with-problems', problemCount: end.problems.length };
    case 'waiting':
      reporter.problems(end.problems);
      return { kind: 'finished-with-problems', problemCount: end.problems.length };
    case 'worked':
      return { kind: 'finished-with-problems', problemCount: 0 };
    case 'held':
      reporter.problems(end.problems);
      return { kind: 'waiting-for-decision' };
    case 'stopped':
      return end.error.code === 'cancelled'
        ? { kind: 'finished-with-problems', problemCount: 0 }
        : toRunEnd(end.error.code);
    default:
      return end satisfies never;
  }
}

/** Why nothing is synced now. */
function findPause({ pauseWindows, rests }: AllowedSync, conditions: ComputerConditions): PauseReason | undefined {
  return isInAny(pauseWindows, Date.now()) ? 'clock' : findRest(rests, conditions);
}

/** Tells every operation with its reason and does none. */
async function look(engine: Engine, reporter: Reporter, signal: AbortSignal): Promise<RunEnd> {
  const looked = await engine.folder.preview(signal);
  if (!looked.ok) {
    reporter.error(looked.error);
    return toRunEnd(looked.error.code);
  }
  const { operations, holds, problems } = looked.value;
  for (const note of operations) reporter.planned(note);
  for (const hold of holds) reporter.event({ type: 'hold', hold });
  reporter.problems(problems);
  if (holds.length > 0) return { kind: 'waiting-for-decision' };
  const left = problems.length + operations.length;
  return left === 0 ? { kind: 'in-sync' } : { kind: 'finished-with-problems', problemCount: left };
}

/** What the arguments name outside of themselves. */
interface AskedPlaces {
  readonly remotePath: RelativePath;
  /** Undefined when no file was named. */
  readonly excludes: string | undefined;
}

/** Undefined after saying which argument cannot be read. */
function readAsked({ command, language }: SyncCommandInput): AskedPlaces | undefined {
  const remotePath = command.remotePath === undefined ? ROOT_PATH : readServerPath(command.remotePath);
  const { excludeFile } = command;
  const excludes = excludeFile === undefined ? undefined : readText(excludeFile);
  if (remotePath === undefined) return tellUsage('value-not-allowed', '--remote', language);
  if (excludeFile !== undefined && excludes === undefined)
    return tellUsage('value-not-allowed', '--exclude-from', language);
  return { remotePath, excludes };
}

function tellUsage(problem: UsageProblem, subject: string, language: Language): undefined {
  process.stderr.write(`${getUsageMessage(problem, subject, language)}\n`);
}

interface Preparing extends Allowed {
  readonly rules: OrganisationRules;
  readonly asked: AskedPlaces;
}

async function readOptions(input: Preparing, reporter: Reporter): Promise<EngineOptions | undefined> {
  const { command, language, rules, asked, allowed } = input;
  const localRootPath = input.toRealPath(command.localFolder);
  const outer = findOuterFolder(localRootPath);
  if (outer !== undefined) return tellUsage('folder-inside-synced', outer, language);
  const inner = await findInnerFolder(localRootPath, input.signal);
  if (inner !== undefined) return tellUsage('folder-around-synced', inner, language);
  const stateDirectory = command.stateFolder === undefined ? undefined : input.toRealPath(command.stateFolder);
  const statePath = dirname(databasePathFor(localRootPath, stateDirectory));
  if (isInFolder(statePath, localRootPath)) return tellUsage('state-inside-folder', statePath, language);
  const proxy = resolveNetwork(command.network, rules.organisation.policies);
  const found = await findCredentials(rules, { ...command, stateDirectory, language, proxy });
  if (found === undefined) return undefined;
  const { kind: _kind, pauseWindows: _pauses, enforcedPauses: _enforced, rests: _rests, ...settings } = allowed;
  return {
    localRootPath,
    serverUrl: command.serverUrl,
    ...found,
    ...settings,
    remotePath: asked.remotePath,
    space: command.space,
    stateDirectory,
    isDryRun: command.isDryRun,
    isFolderAccepted: command.isFolderAccepted,
    logOutput: undefined,
    onEvent: (event) => reporter.event(event),
  };
}

function isInFolder(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The caller names the option; what the system says adds nothing a person could use.
    return undefined;
  }
}
