import type { OperationNote } from '#sync-engine/core/model/engine-state.ts';
import type { TransferView } from '#ipc/folder-view.ts';

/** So many are shown; nobody reads more of what changes all the time. */
const MAX_SHOWN = 200;

/** Uploads and downloads of a run that have not ended: what is under way, what is wanted first, and the rest as planned. */
export class TransferList {
  readonly #waiting = new Map<string, OperationNote>();
  readonly #running = new Map<string, OperationNote>();
  readonly #urgent = new Set<string>();

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

  end({ path }: OperationNote): void {
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
  }

  /** The first of them, in the order in which they come. */
  list(): readonly TransferView[] {
    const urgent = [...this.#urgent].flatMap((path) => this.#waiting.get(path) ?? []);
    const rest = [...this.#waiting.values()].filter(({ path }) => !this.#urgent.has(path)).slice(0, MAX_SHOWN);
    const waiting = [...urgent, ...rest];
    return [
      ...[...this.#running.values()].map((note) => toView(note, 'running')),
      ...waiting.map((note) => toView(note, this.#urgent.has(note.path) ? 'next' : 'waiting')),
    ].slice(0, MAX_SHOWN);
  }

  get isEmpty(): boolean {
    return this.#waiting.size + this.#running.size === 0;
  }

  get waiting(): number {
    return this.#waiting.size;
  }
}

function isTransfer({ verb }: OperationNote): boolean {
  return verb === 'upload' || verb === 'download';
}

function toView({ path, verb }: OperationNote, state: TransferView['state']): TransferView {
  return { path, direction: verb === 'upload' ? 'up' : 'down', state };
}
