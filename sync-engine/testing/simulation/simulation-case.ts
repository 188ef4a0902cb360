import type { MassRemovalLimits } from '#sync-engine/core/guards/mass-removal.ts';
import type { SyncErrorCode } from '#sync-engine/core/model/sync-error.ts';
import type { FakeAct } from '#sync-engine/filesystem/fake-faults.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import type { FakeCall } from '#sync-engine/transport/fake-remote-faults.ts';
import type { SchedulingStyle } from './scheduler.ts';

/** How one computer is made. */
export interface ComputerSettings {
  readonly isCaseSensitive: boolean;
  readonly keepsUnicodeForm: boolean;
  readonly reusesInodes: boolean;
  /** Step of the file system's clock. */
  readonly timeStepMs: number;
  /** True: `bayernbox --watch`; false: a call every now and then. */
  readonly isWatching: boolean;
  readonly hasPush: boolean;
  readonly pollMs: number;
  readonly lostHintsPercent: number;
  readonly removalLimits: MassRemovalLimits | undefined;
  /** Watching, it locks on the server what is open here. */
  readonly locksOpenFiles: boolean;
}

interface ServerSettings {
  readonly hasSyncTokens: boolean;
  readonly isPropagatingLate: boolean;
  /** Files above this size are sent in pieces. */
  readonly resumableAboveBytes: number;
  /** Has archives of many files, tells the whole tree at once, and answers the cheap question for changes. */
  readonly hasServices: boolean;
}

/** Something that a user, the world or fate does. `gap` is the number of turns before it. */
export type CaseEvent = { readonly gap: number } & (
  | UserEvent
  | { readonly kind: 'crash'; readonly computer: number; readonly keepsRequests: boolean }
  | { readonly kind: 'crash-in-database'; readonly computer: number; readonly isBefore: boolean }
  | { readonly kind: 'power-cut'; readonly computer: number; readonly dice: number }
  | { readonly kind: 'local-fault'; readonly computer: number; readonly act: FakeAct; readonly errno: string }
  | { readonly kind: 'remote-fault'; readonly computer: number; readonly fault: RemoteFault }
  /** The sync database is gone, and is made anew. */
  | { readonly kind: 'lose-database'; readonly computer: number }
  | { readonly kind: 'unmount'; readonly computer: number; readonly leaves: 'nothing' | 'empty-directory' }
  | { readonly kind: 'mount'; readonly computer: number }
  /** A person deselects or selects a directory of the server. */
  | { readonly kind: 'choose'; readonly computer: number; readonly dice: number }
  | LockingEvent
  | { readonly kind: 'wall-clock'; readonly computer: number; readonly byMs: number }
  | { readonly kind: 'server'; readonly what: ServerEvent; readonly dice: number }
);

/** A program here opens or closes a file, or a colleague locks one on the server. */
export interface LockingEvent {
  readonly kind: 'locking';
  readonly what: 'open' | 'close' | 'lock-there';
  readonly computer: number;
  readonly dice: number;
}

interface UserEvent {
  readonly kind: 'user';
  /** Number of a computer, or −1 for somebody on the server. */
  readonly at: number;
  readonly dice: number;
}

/** `fail`: nothing happened. `unknown-…`: no answer; it did or did not happen, or happens later. */
export interface RemoteFault {
  readonly kind: 'fail' | 'unknown-before-effect' | 'unknown-after-effect' | 'unknown-late' | 'truncate';
  readonly call: FakeCall;
  readonly code: SyncErrorCode;
  readonly times: number;
}

/** What a server does by itself. */
export type ServerEvent =
  | 'expire-sessions'
  | 'expire-sync-tokens'
  | 'break-push'
  | 'damage-an-item'
  | 'omit-an-item'
  | 'process-a-file'
  | 'recover'
  | 'propagate';

/** A case as data, so that it can be made smaller. The same case gives the same run for ever. */
export interface SimulationCase {
  readonly seed: number;
  readonly style: SchedulingStyle;
  readonly computers: readonly ComputerSettings[];
  readonly server: ServerSettings;
  readonly names: readonly string[];
  /** The organisation lets no second version go to the server. */
  readonly keepsSecondVersions?: boolean;
  /** Dice of the items that are there at the start. */
  readonly items: readonly number[];
  /** After the events of a round, users and faults stop until both sides must be equal. */
  readonly rounds: readonly (readonly CaseEvent[])[];
}

const PLAIN_NAMES = ['a', 'b', 'c', 'd.txt'];
/** Names that some systems do not tell apart. */
const ODD_NAMES = ['a', 'A', '\u00e9', 'e\u0301', 'b'];

const LOCAL_ACTS: readonly FakeAct[] = [
  'read-directory',
  'open-file',
  'hash-file',
  'make-directory',
  'move',
  'keep-file',
  'remove-directory',
  'open-staging',
  'place',
  'write-private',
  'read-root',
];
const ERRNOS = ['EBUSY', 'EIO', 'ENOSPC', 'EACCES'];
const CALLS: readonly FakeCall[] = [
  'connect',
  'list',
  'read-changes',
  'download',
  'upload',
  'upload-piece',
  'make-directory',
  'move',
  'remove',
];
/** What 403, 423, 425, 429, 500, 503, 507, maintenance and a broken answer become. */
const CODES: readonly SyncErrorCode[] = [
  'locked-on-server',
  'processing-on-server',
  'server-busy',
  'server-error',
  'server-unreachable',
  'server-maintenance',
  'quota-exceeded',
  'no-permission',
  'unexpected-answer',
];
const SERVER_EVENTS: readonly ServerEvent[] = [
  'expire-sessions',
  'expire-sync-tokens',
  'break-push',
  'damage-an-item',
  'omit-an-item',
  'process-a-file',
  'recover',
  'propagate',
];

/** The kinds of disturbance that one seed has switched on. */
interface Swarm {
  readonly crashes: boolean;
  readonly powerCuts: boolean;
  readonly localFaults: boolean;
  readonly remoteFaults: boolean;
  readonly lostAnswers: boolean;
  readonly unmounts: boolean;
  readonly serverEvents: boolean;
  readonly clockJumps: boolean;
}

/** Draws the case of a seed. */
export function drawCase(seed: number, computerCount: number): SimulationCase {
  const random = new Random(seed);
  const swarm = drawSwarm(random);
  const computers = Array.from({ length: computerCount }, () => drawComputer(random));
  const hasOddNames = computers.some((computer) => !computer.isCaseSensitive || !computer.keepsUnicodeForm);
  const names = hasOddNames ? ODD_NAMES : PLAIN_NAMES.slice(0, 2 + random.below(3));
  const style = random.chance(60) ? 'random' : random.chance(50) ? 'oldest-first' : 'newest-first';
  const items = Array.from({ length: 1 + random.below(random.chance(10) ? 40 : 9) }, () => random.below(1_000_000));
  const server: ServerSettings = {
    hasSyncTokens: random.chance(70),
    isPropagatingLate: random.chance(15),
    resumableAboveBytes: random.chance(30) ? 20 : 10_000_000,
    hasServices: false,
  };
  const rounds = Array.from({ length: 1 + random.below(2) }, () => drawRound(random, swarm, computerCount));
  return { seed, style, computers, server, names, items, rounds };
}

function drawSwarm(random: Random): Swarm {
  const isCalm = random.chance(20);
  const on = (percent: number): boolean => !isCalm && random.chance(percent);
  return {
    crashes: on(40),
    powerCuts: on(20),
    localFaults: on(30),
    remoteFaults: on(35),
    lostAnswers: on(35),
    unmounts: on(12),
    serverEvents: on(30),
    clockJumps: on(8),
  };
}

function drawComputer(random: Random): ComputerSettings {
  return {
    isCaseSensitive: random.chance(85),
    keepsUnicodeForm: random.chance(90),
    reusesInodes: random.chance(50),
    timeStepMs: random.chance(85) ? 1 : random.chance(50) ? 1_000 : 2_000,
    isWatching: random.chance(60),
    hasPush: random.chance(50),
    pollMs: random.chance(50) ? 30_000 : 300_000,
    lostHintsPercent: random.chance(50) ? 0 : random.below(100),
    removalLimits: random.chance(15) ? { maxFiles: 2, maxShare: 0.5, minFiles: 2 } : undefined,
    locksOpenFiles: false,
  };
}

function drawRound(random: Random, swarm: Swarm, computerCount: number): CaseEvent[] {
  // Often only one place is active: then everybody else must end exactly as it.
  const places = random.chance(35) ? [random.below(computerCount + 1) - 1] : undefined;
  const count = 1 + random.below(random.chance(30) ? 16 : 6);
  const events: CaseEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = places?.[0] ?? random.below(computerCount + 1) - 1;
    events.push({ kind: 'user', at, dice: random.below(1_000_000), gap: drawGap(random) });
    const disturbance = drawDisturbance(random, swarm, computerCount);
    if (disturbance !== undefined) events.push(disturbance);
  }
  return events;
}

/** Mostly close together, now and then after everything has come to rest. */
function drawGap(random: Random): number {
  return random.chance(15) ? 200 : random.below(random.chance(50) ? 6 : 40);
}

type Drawn = (random: Random) => CaseEvent;

function drawDisturbance(random: Random, swarm: Swarm, computerCount: number): CaseEvent | undefined {
  const computer = random.below(computerCount);
  const kinds: Drawn[] = [];
  const offer = (isOn: boolean, draw: (gap: number) => CaseEvent): void => {
    if (isOn) kinds.push((dice) => draw(dice.below(30)));
  };
  offer(swarm.crashes, (gap) => ({ kind: 'crash', computer, keepsRequests: random.chance(40), gap }));
  offer(swarm.crashes, (gap) => ({ kind: 'crash-in-database', computer, isBefore: random.chance(50), gap }));
  offer(swarm.powerCuts, (gap) => ({ kind: 'power-cut', computer, dice: random.below(1_000_000), gap }));
  offer(swarm.localFaults, (gap) => {
    const act = random.pick(LOCAL_ACTS) ?? 'place';
    return { kind: 'local-fault', computer, act, errno: random.pick(ERRNOS) ?? 'EIO', gap };
  });
  offer(swarm.remoteFaults, (gap) => ({ kind: 'remote-fault', computer, fault: drawFailure(random), gap }));
  offer(swarm.lostAnswers, (gap) => ({ kind: 'remote-fault', computer, fault: drawLostAnswer(random), gap }));
  offer(swarm.unmounts, (gap) => ({
    kind: 'unmount',
    computer,
    leaves: random.chance(50) ? 'nothing' : 'empty-directory',
    gap,
  }));
  offer(swarm.unmounts, (gap) => ({ kind: 'mount', computer, gap }));
  offer(swarm.clockJumps, (gap) => ({ kind: 'wall-clock', computer, byMs: random.below(7_200_000) - 3_600_000, gap }));
  offer(swarm.serverEvents, (gap) => {
    return { kind: 'server', what: random.pick(SERVER_EVENTS) ?? 'recover', dice: random.below(1_000_000), gap };
  });
  return random.chance(55) ? random.pick(kinds)?.(random) : undefined;
}

function drawFailure(random: Random): RemoteFault {
  const call = random.pick(CALLS) ?? 'list';
  const kind = call === 'download' && random.chance(60) ? 'truncate' : 'fail';
  return { kind, call, code: random.pick(CODES) ?? 'server-error', times: 1 + random.below(4) };
}

function drawLostAnswer(random: Random): RemoteFault {
  const call = random.pick(['upload', 'make-directory', 'move', 'remove'] as const) ?? 'upload';
  const kind = random.pick(['unknown-before-effect', 'unknown-after-effect', 'unknown-late'] as const);
  return { kind: kind ?? 'unknown-late', call, code: 'server-unreachable', times: 1 + random.below(2) };
}
