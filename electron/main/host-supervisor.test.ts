import { describe, expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import type { ToHost } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import { HostSupervisor, restartPauseMs } from './host-supervisor.ts';

/** A host process whose life is in our hands, and time that only moves when it is told to. */
function createStage() {
  const processes: { readonly got: ToHost[]; say(message: unknown): void; end(): void; isKilled: boolean }[] = [];
  const events: WindowEvent[] = [];
  const timers: { delayMs: number; act: () => void }[] = [];
  let nowMs = 0;
  const supervisor = new HostSupervisor({
    stateDirectory: '/state',
    branding: ownBranding,
    nowMs: () => nowMs,
    findProxy: (url) =>
      url.includes('unknown') ? Promise.reject(new Error('no answer')) : Promise.resolve(`PROXY for-${url}`),
    onEvent: (event) => events.push(event),
    after: (delayMs, act) => {
      const timer = { delayMs, act };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    startProcess: () => {
      const got: ToHost[] = [];
      let onMessage: (message: unknown) => void = () => {};
      let onExit = (): void => {};
      const life = {
        got,
        say: (message: unknown) => onMessage(message),
        end: () => onExit(),
        isKilled: false,
      };
      processes.push(life);
      return {
        post: (message) => got.push(message),
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
    },
  });
  return {
    supervisor,
    processes,
    events,
    timers,
    passTime: (ms: number) => {
      nowMs += ms;
    },
    runTimer: () => timers.shift()?.act(),
  };
}

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
    const { supervisor, processes, events, runTimer } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });
    const answer = supervisor.request('syncNow', {});

    processes[0]?.end();
    runTimer();
    processes[1]?.say({ kind: 'ready' });

    expect(await answer).toEqual({ ok: false, error: { code: 'host-unavailable' } });
    expect(events.map(({ kind }) => kind)).toEqual(['host-ready', 'host-restarting', 'host-ready']);
  });

  it('waits longer after each short life, half a minute at most, and forgets that after a long one', () => {
    const { supervisor, processes, timers, passTime, runTimer } = createStage();
    const pauses: number[] = [];
    supervisor.start();
    for (const lifeMs of [0, 0, 0, 60_000, 0]) {
      passTime(lifeMs);
      processes.at(-1)?.end();
      pauses.push(timers[0]?.delayMs ?? 0);
      runTimer();
    }

    expect(pauses).toEqual([200, 400, 800, 200, 400]);
    expect(restartPauseMs(1_000)).toBe(30_000);
  });

  it('gives secrets that live in memory to the next host, and only those that were not taken back', () => {
    const { supervisor, processes, runTimer } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'session-secret', key: 'a', secret: 's1' });
    processes[0]?.say({ kind: 'session-secret', key: 'b', secret: 's2' });
    processes[0]?.say({ kind: 'session-secret', key: 'a' });

    processes[0]?.end();
    runTimer();

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

  it('tells the next host what the computer can afford', () => {
    const { supervisor, processes, runTimer } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });
    supervisor.setConditions({ isMetered: true, isOnBattery: false });

    processes[0]?.end();
    runTimer();
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
    const { supervisor, processes, runTimer } = createStage();
    supervisor.start();
    processes[0]?.say({ kind: 'ready' });

    const stopped = supervisor.stop(4_000);
    expect(processes[0]?.got.at(-1)).toEqual({ kind: 'shut-down' });
    runTimer();
    await stopped;

    expect(processes[0]?.isKilled).toBe(true);
    expect(processes).toHaveLength(1);
  });
});
