import type { Branding } from '#branding/branding.ts';
import { refuseRequest } from '#ipc/answer.ts';
import type { FromHost, ToHost } from '#ipc/messages.ts';
import { fromHostSchema } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import { Heartbeat, silenceLimitMs } from './heartbeat.ts';

/** One process of the engine host. */
export interface HostProcess {
  post(message: ToHost): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

export interface HostSupervisorInput {
  readonly startProcess: () => HostProcess;
  readonly stateDirectory: string;
  readonly branding: Branding;
  /** Asks the system which proxy leads to an address, in the words of a PAC script; absent where nobody can ask it. */
  readonly findProxy?: (url: string) => Promise<string>;
  /** Hears what the windows have to hear. */
  readonly onEvent: (event: WindowEvent) => void;
  readonly nowMs: () => number;
  /** Calls back after a while; returns how to call it off. */
  readonly after: (delayMs: number, act: () => void) => () => void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

/** Who has lived so long has not ended at once. */
const GOOD_LIFE_MS = 10_000;

/** Who hangs after such a time has not come to hang by the same work again. */
const LONG_LIFE_MS = 3_600_000;

/** How long to wait before a process is started anew, after so many that ended at once. Pure. */
export function restartPauseMs(shortLives: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(20, Math.max(0, shortLives - 1)));
}

/**
 * Keeps an engine host running, whatever happens to it, and carries requests there. A request under way when the host
 * ends is answered with `host-unavailable`; one that comes while it starts waits for it. A host that hangs is told as
 * such, and killed when that lasts: another one looks at everything again, so that loses nothing but time.
 */
export class HostSupervisor {
  readonly #input: HostSupervisorInput;
  readonly #pending = new Map<number, (answer: unknown) => void>();
  readonly #secrets = new Map<string, string>();
  #process: HostProcess | undefined;
  #isReady = false;
  #startedAtMs = 0;
  #shortLives = 0;
  #hangs = 0;
  #heartbeat: Heartbeat | undefined;
  #nextId = 0;
  #isStopping = false;
  #waiting: ToHost[] = [];
  #callOff: (() => void) | undefined;
  #conditions: Extract<ToHost, { kind: 'conditions' }> | undefined;
  #onStopped: (() => void) | undefined;

  constructor(input: HostSupervisorInput) {
    this.#input = input;
  }

  start(): void {
    this.#startedAtMs = this.#input.nowMs();
    const host = this.#input.startProcess();
    this.#process = host;
    this.#heartbeat = this.#watch(host);
    host.onMessage((message) => {
      if (host !== this.#process) return;
      this.#heartbeat?.hear();
      this.#hear(message);
    });
    host.onExit(() => {
      if (host === this.#process) this.#lose();
    });
    const sessionSecrets = [...this.#secrets].map(([key, secret]) => ({ key, secret }));
    const { stateDirectory, branding, findProxy } = this.#input;
    host.post({ kind: 'start', stateDirectory, branding, sessionSecrets, hasSystemProxy: findProxy !== undefined });
  }

  /** Carries a request to the host and brings its answer, unread. Never rejects. */
  request(name: string, input: unknown): Promise<unknown> {
    if (this.#isStopping) return Promise.resolve(refuseRequest('host-unavailable'));
    const id = this.#nextId;
    this.#nextId += 1;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#pending.set(id, resolve);
    this.#send({ kind: 'request', id, name, input });
    return promise;
  }

  setConditions(conditions: Omit<Extract<ToHost, { kind: 'conditions' }>, 'kind'>): void {
    this.#conditions = { kind: 'conditions', ...conditions };
    if (this.#isReady) this.#process?.post(this.#conditions);
  }

  tellPower(state: 'suspending' | 'resumed'): void {
    this.#heartbeat?.forgive();
    if (this.#isReady) this.#process?.post({ kind: 'power', state });
  }

  /** Ends the host in good order; after `limitMs` it is killed, which loses nothing but time. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true;
    this.#heartbeat?.stop();
    this.#callOff?.();
    const host = this.#process;
    if (host === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onStopped = resolve;
    const callOff = this.#input.after(limitMs, () => host.kill());
    host.post({ kind: 'shut-down' });
    await promise;
    callOff();
  }

  #watch(host: HostProcess): Heartbeat {
    const { nowMs, after, onEvent } = this.#input;
    return new Heartbeat({
      nowMs,
      after,
      limitMs: silenceLimitMs(this.#hangs),
      ping: () => host.post({ kind: 'ping' }),
      onSilent: () => onEvent({ kind: 'host-hangs' }),
      // One that has not been ready yet will say so itself.
      onAnswer: () => onEvent({ kind: this.#isReady ? 'host-ready' : 'host-restarting' }),
      onLimit: () => {
        this.#hangs = nowMs() - this.#startedAtMs >= LONG_LIFE_MS ? 1 : this.#hangs + 1;
        host.kill();
      },
    });
  }

  #send(message: ToHost): void {
    if (this.#isReady) this.#process?.post(message);
    else this.#waiting.push(message);
  }

  #hear(data: unknown): void {
    const message = fromHostSchema.safeParse(data).data;
    if (message !== undefined) this.#take(message);
  }

  #take(message: FromHost): void {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        if (this.#conditions !== undefined) this.#process?.post(this.#conditions);
        for (const waiting of this.#waiting.splice(0)) this.#process?.post(waiting);
        this.#input.onEvent({ kind: 'host-ready' });
        return;
      case 'pong':
        this.#heartbeat?.setDebugged(message.isDebugged);
        return;
      case 'answer':
        this.#pending.get(message.id)?.(message.answer);
        this.#pending.delete(message.id);
        return;
      case 'event':
        this.#input.onEvent({ kind: 'app', event: message.event });
        return;
      case 'session-secret':
        if (message.secret === undefined) this.#secrets.delete(message.key);
        else this.#secrets.set(message.key, message.secret);
        return;
      case 'find-proxy':
        void this.#findProxy(message);
        return;
      case 'shut-down-done':
        return;
      default:
        message satisfies never;
    }
  }

  async #findProxy({ id, url }: Extract<FromHost, { kind: 'find-proxy' }>): Promise<void> {
    const asking = this.#process;
    // What the system cannot tell is not told: then servers are reached directly.
    const answer = await this.#input.findProxy?.(url).catch(() => undefined);
    if (asking === this.#process)
      asking?.post({ kind: 'proxy-found', id, ...(answer === undefined ? {} : { answer }) });
  }

  #lose(): void {
    this.#heartbeat?.stop();
    this.#process = undefined;
    this.#isReady = false;
    this.#waiting = [];
    for (const resolve of this.#pending.values()) resolve(refuseRequest('host-unavailable'));
    this.#pending.clear();
    if (this.#isStopping) {
      this.#onStopped?.();
      return;
    }
    this.#input.onEvent({ kind: 'host-restarting' });
    const hasLived = this.#input.nowMs() - this.#startedAtMs >= GOOD_LIFE_MS;
    this.#shortLives = hasLived ? 1 : this.#shortLives + 1;
    this.#callOff = this.#input.after(restartPauseMs(this.#shortLives), () => this.start());
  }
}
