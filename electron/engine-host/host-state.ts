import type { AppChange, AppEvent } from '#ipc/app-change.ts';
import { applyEvent } from '#ipc/app-change.ts';
import type { AccountView, AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';

/** The one owner of the state. Every change goes through the reducer that the windows use, and is told as an event. */
export class HostState {
  #state: AppState;
  readonly #tell: (event: AppEvent) => void;

  constructor(first: Pick<AppState, 'hostId' | 'organisation' | 'lostPath'>, tell: (event: AppEvent) => void) {
    this.#state = { ...first, revision: 0, accounts: [], folders: [], recent: [] };
    this.#tell = tell;
  }

  get state(): AppState {
    return this.#state;
  }

  findAccount(accountId: string): AccountView | undefined {
    return this.#state.accounts.find((account) => account.accountId === accountId);
  }

  findFolder(folderId: string): FolderView | undefined {
    return this.#state.folders.find((folder) => folder.folderId === folderId);
  }

  change(change: AppChange): void {
    const event = { hostId: this.#state.hostId, revision: this.#state.revision + 1, change };
    const next = applyEvent(this.#state, event);
    if (next === 'gap') throw new Error('the state has lost its order');
    this.#state = next;
    this.#tell(event);
  }
}
