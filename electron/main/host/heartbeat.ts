/** What a heartbeat needs of the process that it watches, and of the time. */
export interface HeartbeatInput {
  /** Asks the process for a sign of life. */
  readonly ping: () => void;
  /** Nothing has been heard for a while; somebody should know. */
  readonly onSilent: () => void;
  /** Something was heard again after `onSilent`. */
  readonly onAnswer: () => void;
  /** Nothing has been heard for `limitMs`. Called once; nothing is watched any more. */
  readonly onLimit: () => void;
  /** How long the process may be silent. */
  readonly limitMs: number;
  /** A clock that never goes back. */
  readonly nowMs: () => number;
  /** Calls back after a while; returns how to call it off. */
  readonly after: (delayMs: number, act: () => void) => () => void;
}

const BEAT_MS = 5_000;

/** Longer than a busy computer, or the largest folders, keep an engine host from answering. */
const SILENT_MS = 20_000;

const FIRST_LIMIT_MS = 60_000;
const LONGEST_LIMIT_MS = 16 * FIRST_LIMIT_MS;

/**
 * How long an engine host may be silent after so many that were ended for it in a row. It doubles: what is only slow gets
 * done in the end. Pure.
 */
export function silenceLimitMs(hangs: number): number {
  return Math.min(LONGEST_LIMIT_MS, FIRST_LIMIT_MS * 2 ** Math.min(10, hangs));
}

/** Tells a process that hangs (its event loop is blocked) from one that lives. Watches from the start on, until `stop`. */
export class Heartbeat {
  readonly #input: HeartbeatInput;
  #heardAtMs: number;
  #beatAtMs: number;
  #isSilent = false;
  #isDebugged = false;
  #callOff: () => void;

  constructor(input: HeartbeatInput) {
    this.#input = input;
    this.#heardAtMs = input.nowMs();
    this.#beatAtMs = this.#heardAtMs;
    this.#callOff = input.after(BEAT_MS, () => this.#beat());
  }

  /** The process has said something, whatever it is. */
  hear(): void {
    this.#heardAtMs = this.#input.nowMs();
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#input.onAnswer();
  }

  /** Who looks at the process in a debugger may halt it for as long as they like. */
  setDebugged(isDebugged: boolean): void {
    this.#isDebugged = isDebugged;
  }

  /** Begins to count anew: the computer goes to sleep, or has woken. */
  forgive(): void {
    this.#heardAtMs = this.#input.nowMs();
  }

  stop(): void {
    this.#callOff();
  }

  #beat(): void {
    const nowMs = this.#input.nowMs();
    // We were not there ourselves (sleep, a debugger, a blocked main process): nobody could be heard.
    if (nowMs - this.#beatAtMs > 2 * BEAT_MS) this.forgive();
    this.#beatAtMs = nowMs;
    const silentMs = this.#isDebugged ? 0 : nowMs - this.#heardAtMs;
    if (silentMs >= this.#input.limitMs) {
      this.#input.onLimit();
      return;
    }
    if (silentMs >= SILENT_MS && !this.#isSilent) {
      this.#isSilent = true;
      this.#input.onSilent();
    }
    this.#input.ping();
    this.#callOff = this.#input.after(BEAT_MS, () => this.#beat());
  }
}
