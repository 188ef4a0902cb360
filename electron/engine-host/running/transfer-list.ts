import type { EngineEvent, OperationNote } from '#sync-engine/core/model/engine-state.ts';
import type { TransferView } from '#ipc/folder-view.ts';
import type { Meter } from './progress-meter.ts';
import { advanceMeter, startMeter, toProgress } from './progress-meter.ts';

/** So many are shown; nobody reads more of what changes all the time. */
const MAX_SHOWN = 200;

/** Uploads and downloads of a run that have not ended: what is under way, what is wanted first, and the rest as planned. */
export class TransferList {
  readonly #waiting = new Map<string, OperationNote>();
  readonly #running = new Map<string, OperationNote>();
  readonly #urgent = new Set<string>();
  /** How far the large ones of those under way are. */
  readonly #meters = new Map<string, Meter>();

  /** A new plan takes the place of what waited. */
  plan(notes: readonly OperationNote[]): void {
    this.clear();
    for (const note of notes) if (isTransfer(note)) this.#waiting.set(note.path, note);
    for (const path of this.#urgent) if (!this.#waiting.has(path)) this.#urgent.delete(path);
  }

  begin(note: OperationNote): void {
    this.#waiting.delete(note.path);
    this.#urgent.delete(note.path);
    if (isTransfer(note)) this.#running.set(note.path, note);
  }

  /** So much of one that is under way is there. */
  advance({ path, bytesDone, bytesTotal }: Advance, nowMs: number): void {
    if (!this.#running.has(path)) return;
    const meter = this.#meters.get(path);
    const counts = { filesDone: 0, filesTotal: 1, bytesDone, bytesTotal };
    // What began anew has another rate.
    const isFirst = meter === undefined || meter.counts.bytesDone > bytesDone;
    this.#meters.set(path, isFirst ? startMeter(counts, nowMs) : advanceMeter(meter, counts, nowMs));
  }

  end({ path }: OperationNote): void {
    this.#meters.delete(path);
    this.#waiting.delete(path);
    this.#running.delete(path);
    this.#urgent.delete(path);
  }

  /** True when it waits, and comes before the others now. */
  hurry(path: string): boolean {
    if (!this.#waiting.has(path)) return false;
    this.#urgent.add(path);
    return true;
  }

  /** What a person asked for stays, until the next plan has it no more. */
  clear(): void {
    this.#waiting.clear();
    this.#running.clear();
    this.#meters.clear();
  }

  /** The first of them, in the order in which they come. */
  list(): readonly TransferView[] {
    const urgent = [...this.#urgent].flatMap((path) => this.#waiting.get(path) ?? []);
    const rest = [...this.#waiting.values()].filter(({ path }) => !this.#urgent.has(path)).slice(0, MAX_SHOWN);
    const waiting = [...urgent, ...rest];
    return [
      ...[...this.#running.values()].map((note) => ({ ...toView(note, 'running'), ...this.#toProgress(note.path) })),
      ...waiting.map((note) => toView(note, this.#urgent.has(note.path) ? 'next' : 'waiting')),
    ].slice(0, MAX_SHOWN);
  }

  #toProgress(path: string): Pick<TransferView, 'progress'> {
    const meter = this.#meters.get(path);
    if (meter === undefined) return {};
    const { bytesDone, bytesTotal, bytesPerSecond } = toProgress(meter);
    return { progress: { bytesDone, bytesTotal, ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }) } };
  }

  get isEmpty(): boolean {
    return this.#waiting.size + this.#running.size === 0;
  }

  get waiting(): number {
    return this.#waiting.size;
  }
}

/** How far a transfer is. */
type Advance = Pick<Extract<EngineEvent, { type: 'advanced' }>, 'path' | 'bytesDone' | 'bytesTotal'>;

function isTransfer({ verb }: OperationNote): boolean {
  return verb === 'upload' || verb === 'download';
}

function toView({ path, verb }: OperationNote, state: TransferView['state']): TransferView {
  return { path, direction: verb === 'upload' ? 'up' : 'down', state };
}
