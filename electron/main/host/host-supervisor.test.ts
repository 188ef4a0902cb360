import { describe, expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import type { ToHost } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import { silenceLimitMs } from './heartbeat.ts';
import type { HostProcess } from './host-supervisor.ts';
import { HostSupervisor, restartPauseMs } from './host-supervisor.ts';

/** Time that only moves when it is told to. */
function createTime() {
  const timers: { readonly dueMs: number; readonly act: () => void }[] = [];
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    after: (delayMs: number, act: () => void) => {
      const timer = { dueMs: nowMs + delayMs, act };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    /** Runs what is due in between, in its order. */
    pass: (ms: number) => {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.dueMs - b.dueMs);
        if (next === undefined || next.dueMs > endMs) break;
        nowMs = Math.max(nowMs, next.dueMs);
        timers.splice(timers.indexOf(next), 1);
        next.act();
      }
      nowMs = endMs;
    },
    /** Nothing runs meanwhile, as while the computer sleeps. */
    sleep: (ms: number) => {
      nowMs += ms;
    },
    /** How long until the first timer is due. */
    untilNext: () => (timers[0]?.dueMs ?? 0) - nowMs,
  };
}

/** A host process whose life is in our hands. */
function createLife() {
  let onMessage: (message: unknown) => void = () => {};
  let onExit = (): void => {};
  const life = {
    got: [] as ToHost[],
    isKilled: false,
    /** Gives no sign of life. */
    isHanging: false,
    say: (message: unknown) => onMessage(message),
    end: () => onExit(),
  };
  const process: HostProcess = {
    post: (message) => {
      if (message.kind !== 'ping') life.got.push(message);
      else if (!life.isHanging) life.say({ kind: 'pong', isDebugged: false });
    },
    onMessage: (listener) => {
      onMessage = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: () => {
      life.isKilled = true;
      life.end();
    },
  };
  return { life, process };
}

function createStage() {
  const processes: ReturnType<typeof createLife>['life'][] = [];
  const events: WindowEvent[] = [];
  const time = createTime();
  const supervisor = new HostSupervisor({
    stateDirectory: '/state',
    branding: ownBranding,
    nowMs: time.nowMs,
    after: time.after,
    findProxy: (url) =>
      url.includes('unknown') ? Promise.reject(new Error('no answer')) : Promise.resolve(`PROXY for-${url}`),
    onEvent: (event) => events.push(event),
    startProcess: () => {
      const { life, process } = createLife();
      processes.push(life);
      return process;
    },
  });
  return { supervisor, processes, events, time };
}

const FIRST_PAUSE_MS = restartPauseMs(1);

describe('the supervisor of the engine host', () => {
  it('keeps requests until the host is ready, and brings their answers', async () => {
    const { supervisor, processes } = createStage();
    supervisor.start();

    const answer = supervisor.request('getState', {});
    expect(processes[0]?.got.map(({ kind }) => kind)).toEqual(['start']);
    processes[0]?.say({ kind: 'ready' });
    processes[0]?.say({ kind: 'answer', id: 0, answer: { ok: true, value: 7 } });

    expect(processes[0]?.got.at(-1)).toEqual({ kind: 'request', id: 0, name: 'getState', input: {} });
    expect(await answer).toEqual({ ok: true, value: 7 });
  });

  it('answers what was under way when the host ended, tells the windows, and starts another one', async () => {
    const { supervisor, processes, events, time } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });
    const answer = supervisor.request('syncNow', {});

    processes[0]?.end();
    time.pass(FIRST_PAUSE_MS);
    processes[1]?.say({ kind: 'ready' });

    expect(await answer).toEqual({ ok: false, error: { code: 'host-unavailable' } });
    expect(events.map(({ kind }) => kind)).toEqual(['host-ready', 'host-restarting', 'host-ready']);
  });

  it('waits longer after each short life, half a minute at most, and forgets that after a long one', () => {
    const { supervisor, processes, time } = createStage();
    const pauses: number[] = [];
    supervisor.start();
    for (const lifeMs of [0, 0, 0, 60_000, 0]) {
      time.pass(lifeMs);
      processes.at(-1)?.end();
      const pauseMs = time.untilNext();
      pauses.push(pauseMs);
      time.pass(pauseMs);
    }

    expect(pauses).toEqual([200, 400, 800, 200, 400]);
    expect(restartPauseMs(1_000)).toBe(30_000);
  });

  it('gives secrets that live in memory to the next host, and only those that were not taken back', () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'session-secret', key: 'a', secret: 's1' });
    processes[0]?.say({ kind: 'session-secret', key: 'b', secret: 's2' });
    processes[0]?.say({ kind: 'session-secret', key: 'a' });

    processes[0]?.end();
    time.pass(FIRST_PAUSE_MS);

    expect(processes[1]?.got).toEqual([
      {
        kind: 'start',
        stateDirectory: '/state',
        branding: ownBranding,
        sessionSecrets: [{ key: 'b', secret: 's2' }],
        hasSystemProxy: true,
      },
    ]);
  });

  it('asks the system which proxy leads to an address, and says so when it does not know', async () => {
    const { supervisor, processes } = createStage();
    supervisor.start();

    processes[0]?.say({ kind: 'find-proxy', id: 1, url: 'https://box.example.org' });
    processes[0]?.say({ kind: 'find-proxy', id: 2, url: 'https://unknown.example.org' });
    processes[0]?.say({ kind: 'find-proxy', id: 3, url: 'file:///etc/passwd' });
    await new Promise(setImmediate);

    expect(processes[0]?.got.slice(1)).toEqual([
      { kind: 'proxy-found', id: 1, answer: 'PROXY for-https://box.example.org' },
      { kind: 'proxy-found', id: 2 },
    ]);
  });

  it('tells no other host what the system said to one that has ended meanwhile', async () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();

    processes[0]?.say({ kind: 'find-proxy', id: 1, url: 'https://box.example.org' });
    processes[0]?.end();
    time.pass(FIRST_PAUSE_MS);
    await new Promise(setImmediate);

    expect(processes.flatMap(({ got }) => got).map(({ kind }) => kind)).toEqual(['start', 'start']);
  });

  it('tells the next host what the computer can afford', () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });
    supervisor.setConditions({ isMetered: true, isOnBattery: false });

    processes[0]?.end();
    time.pass(FIRST_PAUSE_MS);
    processes[1]?.say({ kind: 'ready' });

    expect(processes[1]?.got.at(-1)).toEqual({ kind: 'conditions', isMetered: true, isOnBattery: false });
  });

  it.each([undefined, 7, {}, { kind: 'new' }, { kind: 'answer', id: 'x' }, { kind: 'event', event: {} }])(
    'has no use for the message %j',
    (message) => {
      const { supervisor, processes, events } = createStage();
      supervisor.start();

      processes[0]?.say(message);

      expect(events).toEqual([]);
    },
  );

  it('kills a host that does not end in time', async () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });

    const stopped = supervisor.stop(4_000);
    expect(processes[0]?.got.at(-1)).toEqual({ kind: 'shut-down' });
    time.pass(4_000);
    await stopped;

    expect(processes[0]?.isKilled).toBe(true);
    expect(processes).toHaveLength(1);
  });
});

/** A host that is ready, and hangs from now on. */
function createHangingStage() {
  const stage = createStage();
  stage.supervisor.start();
  stage.processes[0]?.say({ kind: 'ready' });
  stage.time.pass(10_000);
  for (const life of stage.processes) life.isHanging = true;
  stage.events.length = 0;
  return stage;
}

const kindsOf = (events: readonly WindowEvent[]): readonly string[] => events.map(({ kind }) => kind);

describe('an engine host that hangs', () => {
  it('is told as such after a while, killed when that lasts, and started again', () => {
    const { processes, events, time } = createHangingStage();

    time.pass(20_000);
    expect([kindsOf(events), processes[0]?.isKilled]).toEqual([['host-hangs'], false]);
    time.pass(40_000);
    expect([kindsOf(events), processes[0]?.isKilled]).toEqual([['host-hangs', 'host-restarting'], true]);
    time.pass(FIRST_PAUSE_MS);
    processes[1]?.say({ kind: 'ready' });

    expect(kindsOf(events)).toEqual(['host-hangs', 'host-restarting', 'host-ready']);
    time.pass(3_600_000);
    expect(processes).toHaveLength(2);
  });

  it('is left alone when it answers again', () => {
    const { processes, events, time } = createHangingStage();
    time.pass(30_000);

    for (const life of processes) life.isHanging = false;
    time.pass(3_600_000);

    expect([kindsOf(events), processes[0]?.isKilled]).toEqual([['host-hangs', 'host-ready'], false]);
  });

  it('is killed while it starts, too', () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();
    for (const life of processes) life.isHanging = true;

    time.pass(60_000);

    expect(processes[0]?.isKilled).toBe(true);
  });

  it('gets twice the time after each kill, so that work that is only slow gets done', () => {
    const { supervisor, processes, time } = createStage();
    supervisor.start();
    const livesMs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const life = processes.at(-1);
      if (life === undefined) throw new Error('no process');
      life.isHanging = true;
      let lifeMs = 0;
      for (; !life.isKilled; lifeMs += 5_000) time.pass(5_000);
      livesMs.push(lifeMs);
      time.pass(60_000);
    }

    expect(livesMs).toEqual([60_000, 120_000, 240_000]);
    expect(silenceLimitMs(1_000)).toBe(960_000);
  });

  it('gets no longer time once it has worked for an hour: it does not hang by the same work', () => {
    const { processes, time } = createHangingStage();
    time.pass(60_000 + FIRST_PAUSE_MS);
    time.pass(3_600_000);
    for (const life of processes) life.isHanging = true;
    time.pass(130_000);
    expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, true, false]);

    for (const life of processes) life.isHanging = true;
    time.pass(130_000);

    expect(processes[2]?.isKilled).toBe(true);
  });

  it('is not one that slept with the computer', () => {
    const { processes, events, time, supervisor } = createHangingStage();

    time.sleep(8 * 3_600_000);
    time.pass(15_000);
    supervisor.tellPower('resumed');
    time.pass(10_000);
    for (const life of processes) life.isHanging = false;
    time.pass(3_600_000);

    expect([kindsOf(events), processes[0]?.isKilled]).toEqual([[], false]);
  });

  it('is not one that somebody has halted in a debugger', () => {
    const { processes, events, time } = createHangingStage();
    processes[0]?.say({ kind: 'pong', isDebugged: true });

    time.pass(3_600_000);

    expect([kindsOf(events), processes[0]?.isKilled]).toEqual([[], false]);
  });

  it('is not told once the program ends', () => {
    const { supervisor, events, time } = createHangingStage();
    void supervisor.stop(120_000);

    time.pass(100_000);

    expect(kindsOf(events)).toEqual([]);
  });
});
