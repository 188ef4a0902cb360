import type { Computer } from './computer.ts';
import { DemoFailure } from './demo-failure.ts';
import type { Presenter } from './presenter.ts';

/** A step is given up when no computer has said anything for so long. */
const SILENCE_LIMIT_MS = 120_000;

/** After so long without an end a line says how far it is. */
const PATIENCE_MS = 15_000;

const LOOK_MS = 50;

/** What a wait needs to know. */
export interface Waiting {
  readonly computers: readonly Computer[];
  readonly presenter: Presenter;
  readonly signal: AbortSignal;
}

/**
 * Waits until a condition holds. Tells when that takes long; fails when a computer gives up or nothing happens any more.
 * Rejects with the signal's reason when it aborts.
 */
export async function until(isTrue: () => boolean, waiting: Waiting): Promise<void> {
  const { computers, presenter, signal } = waiting;
  let silentSinceMs = performance.now();
  let patienceMs = silentSinceMs + PATIENCE_MS;
  let lastCount = countLines(computers);
  while (!isTrue()) {
    signal.throwIfAborted();
    failWhenEnded(computers);
    const nowMs = performance.now();
    const count = countLines(computers);
    if (count !== lastCount) silentSinceMs = nowMs;
    lastCount = count;
    if (nowMs - silentSinceMs > SILENCE_LIMIT_MS) throw tooLong(computers);
    if (nowMs > patienceMs) {
      tellPatience(computers, presenter);
      patienceMs = nowMs + PATIENCE_MS;
    }
    await look();
  }
}

/** Returns when the signal aborts; fails when a computer gives up before. */
export async function untilAborted(computers: readonly Computer[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    failWhenEnded(computers);
    await look();
  }
}

async function look(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

function failWhenEnded(computers: readonly Computer[]): void {
  for (const { name, end } of computers.map((computer) => ({ name: computer.name, end: computer.findEnd() })))
    if (end !== undefined)
      throw new DemoFailure(
        `„${name}“ hat aufgehört zu synchronisieren (${end}).`,
        `"${name}" has stopped syncing (${end}).`,
      );
}

function tooLong(computers: readonly Computer[]): DemoFailure {
  const last = computers
    .map(({ name, lines }) => `${name}: ${JSON.stringify(lines.at(-1) ?? { type: 'nothing' })}`)
    .join('; ');
  const seconds = SILENCE_LIMIT_MS / 1_000;
  return new DemoFailure(
    `Seit ${seconds} s ist nichts mehr geschehen, obwohl noch nicht alles fertig ist. Zuletzt: ${last}`,
    `Nothing has happened for ${seconds} s though not everything is done. Last: ${last}`,
  );
}

function tellPatience(computers: readonly Computer[], presenter: Presenter): void {
  const done = computers.flatMap(({ lines }) => lines).filter(({ type }) => type === 'operation').length;
  const count = presenter.number(done);
  presenter.line(`… noch nicht fertig, bisher ${count} Schritte`, `… not done yet, ${count} operations so far`);
}

function countLines(computers: readonly Computer[]): number {
  return computers.reduce((sum, { lines }) => sum + lines.length, 0);
}
