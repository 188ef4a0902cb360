/** What decides when the server is asked next, when nothing calls for it earlier. */
export interface PollPace {
  /** The usual time between two questions, in ms. */
  readonly usualMs: number;
  /** The server tells of changes by itself; asking finds what it does not tell, such as changes in received shares. */
  readonly hasPush: boolean;
  /** Ms since something last changed on either side. */
  readonly quietMs: number;
  /** From 0 to 1: a thousand clients that started together must not ask together. */
  readonly random: number;
}

const MINUTE_MS = 60_000;

/** Who works together right now wants to see each other's work soon. */
const BUSY_FOR_MS = 2 * MINUTE_MS;
const BUSY_FACTOR = 0.5;

/** After half an hour, and after four hours, nobody is waiting; a laptop's radio may sleep. */
const IDLE_AFTER_MS = 30 * MINUTE_MS;
const IDLE_FACTOR = 2;
const LONG_IDLE_AFTER_MS = 240 * MINUTE_MS;
const LONG_IDLE_FACTOR = 4;

/** Beside a stream of events, whatever the server does not tell may take a minute, as it may anyway at rest. */
const PUSH_FACTOR = 2;

/** Share of a pause that chance moves. */
const JITTER = 0.2;

/** Ms until the server is asked again. Pure. */
export function computePollMs({ usualMs, hasPush, quietMs, random }: PollPace): number {
  const factor = Math.max(toFactor(quietMs), hasPush ? PUSH_FACTOR : 0);
  return Math.round(usualMs * factor * (1 - JITTER + 2 * JITTER * random));
}

function toFactor(quietMs: number): number {
  if (quietMs < BUSY_FOR_MS) return BUSY_FACTOR;
  if (quietMs < IDLE_AFTER_MS) return 1;
  return quietMs < LONG_IDLE_AFTER_MS ? IDLE_FACTOR : LONG_IDLE_FACTOR;
}
