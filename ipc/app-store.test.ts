import { describe, expect, it, vi } from 'vitest';
import type { AppState } from './app-state.ts';
import type { Answer } from './contract.ts';
import type { WindowEvent } from './window-event.ts';
import { AppStore } from './app-store.ts';

const STATE: AppState = { hostId: 'h', revision: 3, accounts: [], folders: [], recent: [] };

/** A shell whose answers are given one by one. */
function createShell() {
  const questions: ((answer: Answer<AppState>) => void)[] = [];
  const listeners = new Set<(event: WindowEvent) => void>();
  return {
    questions,
    tell: (event: WindowEvent) => listeners.forEach((listener) => listener(event)),
    api: {
      getState: () => new Promise<Answer<AppState>>((resolve) => questions.push(resolve)),
      onEvent: (listener: (event: WindowEvent) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function paused(revision: number): WindowEvent {
  return { kind: 'app', event: { hostId: 'h', revision, change: { kind: 'pause', pause: { why: 'person' } } } };
}

async function startWith(state: AppState) {
  const shell = createShell();
  const store = new AppStore(shell.api);
  store.start();
  shell.questions.shift()?.({ ok: true, value: state });
  await vi.waitFor(() => expect(store.get().kind).toBe('connected'));
  return { shell, store };
}

describe('the windows’ copy of the state', () => {
  it('follows the events after its snapshot', async () => {
    const { shell, store } = await startWith(STATE);

    shell.tell(paused(4));

    expect(store.get()).toEqual({ kind: 'connected', state: { ...STATE, revision: 4, pause: { why: 'person' } } });
  });

  it('asks for the whole state when an event is missing', async () => {
    const { shell, store } = await startWith(STATE);

    shell.tell(paused(6));
    expect(shell.questions).toHaveLength(1);
    shell.questions.shift()?.({ ok: true, value: { ...STATE, revision: 6 } });

    await vi.waitFor(() => expect(store.get()).toEqual({ kind: 'connected', state: { ...STATE, revision: 6 } }));
  });

  it('tells whoever holds a list when changes may have been missed, and not at the beginning', async () => {
    const shell = createShell();
    const store = new AppStore(shell.api);
    const renewed = vi.fn<() => void>();
    store.onRenewal(renewed);
    store.start();
    shell.questions.shift()?.({ ok: true, value: STATE });
    await vi.waitFor(() => expect(store.get().kind).toBe('connected'));
    expect(renewed).not.toHaveBeenCalled();

    shell.tell({ kind: 'host-restarting' });
    shell.tell({ kind: 'host-ready' });
    shell.questions.shift()?.({ ok: true, value: STATE });

    await vi.waitFor(() => expect(renewed).toHaveBeenCalledTimes(1));
  });

  it('asks once more when something happened while the state was on its way', async () => {
    const shell = createShell();
    const store = new AppStore(shell.api);
    store.start();

    shell.tell(paused(4));
    shell.questions.shift()?.({ ok: true, value: STATE });

    await vi.waitFor(() => expect(shell.questions).toHaveLength(1));
    shell.questions.shift()?.({ ok: true, value: { ...STATE, revision: 4 } });
    await vi.waitFor(() => expect(store.get()).toEqual({ kind: 'connected', state: { ...STATE, revision: 4 } }));
  });

  it('says that the engine host hangs, and is new when it answers again', async () => {
    const { shell, store } = await startWith(STATE);

    shell.tell({ kind: 'host-hangs' });
    expect(store.get()).toEqual({ kind: 'hanging', state: STATE });
    shell.tell({ kind: 'host-ready' });
    shell.questions.shift()?.({ ok: true, value: { ...STATE, revision: 9 } });

    await vi.waitFor(() => expect(store.get()).toEqual({ kind: 'connected', state: { ...STATE, revision: 9 } }));
  });

  it('says that it is old while the engine host is started again, and is new afterwards', async () => {
    const { shell, store } = await startWith(STATE);

    shell.tell({ kind: 'host-restarting' });
    expect(store.get()).toEqual({ kind: 'reconnecting', state: STATE });
    shell.tell({ kind: 'host-ready' });
    shell.questions.shift()?.({ ok: true, value: { ...STATE, hostId: 'next', revision: 1 } });

    await vi.waitFor(() => expect(store.get()).toMatchObject({ kind: 'connected', state: { hostId: 'next' } }));
  });
});
