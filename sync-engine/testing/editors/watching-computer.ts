import { join } from 'node:path';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { watchLoop } from '../../engine/watching/watch-loop.ts';
import type { ComputerAddress } from '../scenarios/computer.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';

/**
 * What a new name waits. A quarter of it, which an edit waits, is longer than any gap that the programs mean to make; the
 * whole is shorter than many of their rests: so the engine acts between the saves, and looks in the middle of them.
 */
export const QUIET_MS = 200;

/** Longest wait for a folder to come to rest. */
const PATIENCE_MS = 120_000;

/** How long nothing may have happened for a folder to count as at rest. */
const REST_MS = 1_000;

/**
 * Lets the real engine watch the folder of a computer while `work` is done, and until all of it is synced. Returns
 * what the engine told. Rejects when it does not come to rest.
 */
export async function watchWhile<Value>(
  homePath: string,
  address: ComputerAddress,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly events: readonly EngineEvent[] }> {
  const events: EngineEvent[] = [];
  const created = createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: join(homePath, 'folder'),
    serverUrl: address.serverUrl,
    credentials: { kind: 'basic', userName: address.userName, password: address.password },
    remotePath: address.remotePath,
    stateDirectory: join(homePath, 'state'),
    quietMs: QUIET_MS,
    onEvent: (event) => events.push(event),
  });
  if (!created.ok) throw new Error(created.error.code);
  const { folder, transport, clock } = created.value;
  const stop = new AbortController();
  const opened = await folder.open(stop.signal);
  if (!opened.ok) throw new Error(opened.error.code);
  const rest: { sinceMs: number | undefined } = { sinceMs: undefined };
  const watching = watchLoop({
    folder,
    watcher: created.value.createWatcher(),
    transport,
    clock,
    hasPush: false,
    pollMs: REST_MS / 2,
    random: () => 0.5,
    readNetwork: () => '',
    onEnd: (end) => (rest.sinceMs = end.kind === 'idle' ? (rest.sinceMs ?? clock.monotonicMs()) : undefined),
    signal: stop.signal,
  });
  try {
    const value = await work();
    rest.sinceMs = undefined;
    const endMs = clock.monotonicMs() + PATIENCE_MS;
    while (rest.sinceMs === undefined || clock.monotonicMs() - rest.sinceMs < REST_MS) {
      if (clock.monotonicMs() > endMs) throw new Error('the folder does not come to rest');
      await clock.delay(50, stop.signal);
    }
    return { value, events };
  } finally {
    stop.abort();
    await watching;
    await folder.close();
  }
}
