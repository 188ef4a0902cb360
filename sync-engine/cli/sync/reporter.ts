import type { EngineEvent, OperationNote, Totals } from '../../core/model/engine-state.ts';
import type { FolderState } from '../../core/model/folder-state.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { RunEnd } from '../../engine/run-end.ts';
import type { SyncCommand } from '../arguments.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';
import { toPrintable } from '../printable.ts';
import type { FolderWords } from '../told-command.ts';
import { describeExcess } from '../visit/visit-phrases.ts';
import {
  describeDamage,
  describeRefusal,
  describeDecided,
  describeHeld,
  describeHold,
  describeUnited,
  toHoldJson,
} from '../decisions/guard-phrases.ts';
import { describeConflict, describeHolder, describeOperation, describeRequest, describeSummary } from '../phrases.ts';
import { describeNewDirectory, describeUnsynced } from '../folders/selection-phrases.ts';
import { createProgressWriter } from '../progress-bar.ts';
import type { RestReason } from '../follow-rules.ts';
import type { PauseReason } from './state-phrases.ts';
import { describePause, describeState, describeUnknownCondition } from './state-phrases.ts';

/** Where the command tells what it does: JSON lines for programs, sentences and a bar for people. */
export interface Reporter {
  event(event: EngineEvent): void;
  planned(note: OperationNote): void;
  problems(problems: readonly Problem[]): void;
  /** A pause of `--watch`. */
  rest(end: RunEnd): void;
  /** A pause of `--watch` for this reason begins or ends; undefined: its reason is over already. */
  pause(isPaused: boolean, why: PauseReason | undefined): void;
  /** The organisation has rules about something that nobody can know here. */
  unknownConditions(unknown: readonly RestReason[]): void;
  error(error: SyncError): void;
  /** Told last, once. */
  summary(totals: Totals, requests: number): void;
}

/** The reporter that the command line asks for; `folder` names the synced one in the commands that it tells. */
export function createReporter(command: SyncCommand, language: Language, folder: FolderWords): Reporter {
  const startMs = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startMs);
  return command.isJson ? jsonReporter(durationMs) : textReporter(command, { language, folder, durationMs });
}

type Json = Readonly<Record<string, unknown>>;

function jsonReporter(durationMs: () => number): Reporter {
  const output = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
  let lastProblems: readonly Problem[] = [];
  let state: FolderState | undefined;
  const write = (value: Json): void => void output.write(value);
  return {
    event(event) {
      if (event.type === 'state') state = event.state;
      const json = toEventJson(event);
      if (json !== undefined) write(json);
    },
    planned: (note) => write({ type: 'planned', ...note }),
    problems(problems) {
      lastProblems = problems;
    },
    rest(end) {
      if (end.kind === 'idle' || end.kind === 'waiting' || end.kind === 'held') lastProblems = end.problems;
      if (end.kind !== 'idle') return;
      write({ type: 'idle', problems: end.problems.map(toPathAndCode), verifiedAtMs: state?.verifiedAtMs });
    },
    pause: (isPaused, why) => write({ type: 'pause', isPaused, ...(isPaused ? { why } : {}) }),
    unknownConditions: (unknown) => write({ type: 'conditions-unknown', conditions: unknown }),
    error: (error) => write(toErrorJson(error)),
    summary(totals, requests) {
      const problems = lastProblems.map(toPathAndCode);
      write({ type: 'summary', ...totals, problems, requests, durationMs: durationMs() });
    },
  };
}

function toCodeAndRequest({ code, requestId }: SyncError): Pick<SyncError, 'code' | 'requestId'> {
  return requestId === undefined ? { code } : { code, requestId };
}

function toPathAndCode({ path, code }: Problem): { readonly path: string; readonly code: string } {
  return { path, code };
}

/** What programs hear of an event; undefined: nothing. Pure. */
function toEventJson(event: EngineEvent): Json | undefined {
  switch (event.type) {
    case 'done':
      return { type: 'operation', id: event.id, ...event.operation };
    case 'not-done':
      return { type: 'not-done', ...event.operation, ...toCodeAndRequest(event.error) };
    case 'conflict':
    case 'united':
    case 'kept-over-limit':
    case 'damage-repaired':
    case 'not-permitted':
    case 'new-directory':
    case 'unsynced':
    case 'chosen':
      return { ...event };
    case 'hold':
      return { type: 'hold', ...toHoldJson(event.hold) };
    case 'decided':
      return { type: 'decided', ...toHoldJson(event.hold), decision: event.decision, why: event.why };
    case 'stopped':
      return toErrorJson(event.error);
    case 'kept-within-limit':
    case 'state':
    case 'looking':
    case 'planned':
    case 'begun':
    case 'advanced':
    case 'progress':
    case 'problems':
    case 'idle':
      return undefined;
    default:
      return event satisfies never;
  }
}

function toErrorJson(error: SyncError): Json {
  return { type: 'error', ...toCodeAndRequest(error), detail: error.detail };
}

interface Wording {
  readonly language: Language;
  readonly folder: FolderWords;
  readonly durationMs: () => number;
}

function textReporter(command: SyncCommand, { language, folder, durationMs }: Wording): Reporter {
  const tellHold = command.isDryRun ? describeHeld : describeHold;
  const isBarShown = process.stderr.isTTY && !command.isQuiet;
  const bar = isBarShown ? createProgressWriter(process.stderr, language, () => performance.now()) : undefined;
  const writer = (stream: NodeJS.WriteStream) => (text: string) => {
    bar?.clear();
    stream.write(`${toPrintable(text, folder)}\n`);
  };
  const say = writer(process.stdout);
  const tell = writer(process.stderr);
  const { complain, tellProblems } = createComplaints(tell, language);
  let state: FolderState | undefined;
  let lastStop: SyncError['code'] | undefined;
  const tellState = (): void => {
    if (state !== undefined) say(`${describeState(state, { nowMs: Date.now(), language })}.`);
  };
  // A watching command meets the same obstacle many times: it is told once.
  const tellStop = ({ code, requestId }: SyncError): void => {
    if (code === lastStop) return;
    lastStop = code;
    complain({ code, requestId }, '');
    if (command.isWatching && state?.kind === 'offline') tellState();
  };
  return {
    event(event) {
      if (event.type === 'progress') bar?.update(event.progress);
      else if (event.type === 'done' && command.isWatching && !command.isQuiet)
        say(describeOperation(event.operation, language));
      else if (event.type === 'conflict') say(describeConflict(event, language));
      else if (event.type === 'hold') say(tellHold(event.hold, language));
      else if (event.type === 'stopped') tellStop(event.error);
      else if (event.type === 'state') state = event.state;
      else if (event.type === 'kept-over-limit') tell(describeExcess(event, language));
      else if (event.type === 'decided') say(describeDecided(event, language));
      else if (event.type === 'damage-repaired') say(describeDamage(event.path, event.damage, language));
      else if (event.type === 'not-permitted') say(describeRefusal(event.path, event.act, language));
      else if (event.type === 'new-directory') say(describeNewDirectory(event, language));
      else if (event.type === 'unsynced') say(describeUnsynced(event, language));
      else if (event.type === 'united') say(describeUnited(event.why, language));
    },
    planned: (note) => say(describeOperation(note, language)),
    problems: tellProblems,
    rest(end) {
      if (end.kind === 'idle' || end.kind === 'waiting' || end.kind === 'held') tellProblems(end.problems);
      if (end.kind !== 'stopped') lastStop = undefined;
      if (end.kind === 'idle' && !command.isQuiet) tellState();
    },
    pause: (isPaused, why) => say(describePause(isPaused ? (why ?? 'clock') : undefined, language)),
    unknownConditions: (unknown) => unknown.forEach((one) => tell(describeUnknownCondition(one, language))),
    error: tellStop,
    summary(totals) {
      bar?.clear();
      if (command.isQuiet || command.isDryRun) return;
      say(describeSummary(totals, durationMs(), language));
      if (state?.kind === 'in-sync') tellState();
    },
  };
}

interface Complaint {
  readonly code: Problem['code'];
  readonly requestId: string | undefined;
}

/** Tells errors, and of the problems of a watching command each one once. */
function createComplaints(tell: (text: string) => void, language: Language) {
  const complain = ({ code, requestId }: Complaint, subject: string): void => {
    const { title, hint } = getMessage(code, language);
    const request = requestId === undefined ? '' : ` ${describeRequest(requestId, language)}`;
    tell(`${subject === '' ? '' : `${subject}: `}${title}. ${hint}${request}`);
  };
  let told: readonly Problem[] = [];
  const tellProblems = (problems: readonly Problem[]): void => {
    const known = new Set(told.map(({ path, code }) => `${code} ${path}`));
    for (const { path, code, heldBy, requestId } of problems) {
      const subject = heldBy === undefined ? path : `${path} (${describeHolder(heldBy, language)})`;
      if (!known.has(`${code} ${path}`)) complain({ code, requestId }, subject);
    }
    told = problems;
  };
  return { complain, tellProblems };
}
