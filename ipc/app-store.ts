import type { AppState } from './app-state.ts';
import { applyEvent } from './app-change.ts';
import type { AppChange } from './app-change.ts';
import type { DesktopApi } from './desktop-api.ts';
import type { WindowEvent } from './window-event.ts';

/** What is known: nothing yet, the state, or the last state while the engine host hangs or is started again. */
export type Known =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly state: AppState }
  | { readonly kind: 'reconnecting'; readonly state: AppState | undefined }
  /** The engine host is there and does not answer. */
  | { readonly kind: 'hanging'; readonly state: AppState | undefined }
  /** In browser mode: the address of this window has been used up. */
  | { readonly kind: 'refused' };

/**
 * A copy of the state, for the windows and for the tray. It begins with a snapshot and follows the events; when one is missing, it asks for the
 * whole state again. `subscribe` and `get` fit `useSyncExternalStore`.
 */
export class AppStore {
  readonly #api: Pick<DesktopApi, 'getState' | 'onEvent'>;
  readonly #listeners = new Set<() => void>();
  readonly #changeListeners = new Set<(change: AppChange) => void>();
  readonly #renewalListeners = new Set<() => void>();
  #known: Known = { kind: 'connecting' };
  #isAsking = false;
  #mustAskAgain = false;

  constructor(api: Pick<DesktopApi, 'getState' | 'onEvent'>) {
    this.#api = api;
  }

  /** Follows the events from now on; ends with the returned function. */
  start(): () => void {
    const stop = this.#api.onEvent((event) => this.#hear(event));
    void this.#ask();
    return stop;
  }

  readonly get = (): Known => this.#known;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears every change, for lists that the state does not hold. */
  onChange(listener: (change: AppChange) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Hears that the whole state had to be asked for again: changes may have been missed, and refusals may be over. */
  onRenewal(listener: () => void): () => void {
    this.#renewalListeners.add(listener);
    return () => this.#renewalListeners.delete(listener);
  }

  #hear(event: WindowEvent): void {
    switch (event.kind) {
      case 'app':
        this.#apply(event);
        return;
      case 'host-restarting':
        this.#set({ kind: 'reconnecting', state: findState(this.#known) });
        return;
      case 'host-hangs':
        this.#set({ kind: 'hanging', state: findState(this.#known) });
        return;
      case 'host-ready':
        void this.#ask();
        return;
      case 'key-refused':
        this.#set({ kind: 'refused' });
        return;
      case 'show':
      case 'quit-asked':
        return;
      default:
        event satisfies never;
    }
  }

  #apply({ event }: Extract<WindowEvent, { kind: 'app' }>): void {
    for (const listener of this.#changeListeners) listener(event.change);
    const state = findState(this.#known);
    // What happens while the state is on its way may or may not be in it.
    if (state === undefined || this.#isAsking) {
      this.#mustAskAgain = true;
      return;
    }
    const next = applyEvent(state, event);
    if (next === 'gap') void this.#ask();
    else if (next !== state) this.#set({ kind: 'connected', state: next });
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) {
      this.#mustAskAgain = true;
      return;
    }
    this.#isAsking = true;
    do {
      this.#mustAskAgain = false;
      const answer = await this.#api.getState({});
      if (answer.ok) this.#renew(answer.value);
      else if (this.#known.kind !== 'refused') this.#set({ kind: 'reconnecting', state: findState(this.#known) });
    } while (this.#mustAskAgain);
    this.#isAsking = false;
  }

  #renew(state: AppState): void {
    const isFirst = this.#known.kind === 'connecting';
    this.#set({ kind: 'connected', state });
    if (!isFirst) for (const listener of this.#renewalListeners) listener();
  }

  #set(known: Known): void {
    this.#known = known;
    for (const listener of this.#listeners) listener();
  }
}

/** The state as it was last known, however old it is. Pure. */
export function findState(known: Known): AppState | undefined {
  return 'state' in known ? known.state : undefined;
}
