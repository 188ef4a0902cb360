import type { FolderView } from '#ipc/folder-view.ts';

export interface PortalWatchInput {
  /** Asks the server of an account whether a network answers in its place. Never rejects. */
  readonly isBehindPortal: (accountId: string) => Promise<boolean>;
  /** The answer is another one than before. */
  readonly onChange: () => void;
  readonly nowMs: () => number;
}

/** Who is in trouble for another reason is asked about so often; behind a portal it is asked each time. */
const TROUBLE_PAUSE_MS = 60_000;

/** What a network that wants a sign-in of its own looks like to a sync folder. */
const SIGNS: ReadonlySet<string> = new Set([
  'server-unreachable',
  'unexpected-answer',
  'server-error',
  'not-an-owncloud',
  'encryption-missing',
  'certificate-untrusted',
  'certificate-wrong-name',
  'certificate-invalid',
  'certificate-expired',
]);

/**
 * Finds out that a network answers in the place of a server until a person signs in to it, and that it has let go. Asks
 * nobody but the servers of accounts that are in trouble, each for itself: a server that has become a page of somebody
 * must not stop the others.
 */
export class PortalWatch {
  readonly #input: PortalWatchInput;
  readonly #behind = new Set<string>();
  readonly #asking = new Set<string>();
  readonly #askedAtMs = new Map<string, number>();

  constructor(input: PortalWatchInput) {
    this.#input = input;
  }

  /** Whether a network answers in the place of the server of this account. */
  isBehindPortal(accountId: string): boolean {
    return this.#behind.has(accountId);
  }

  /** Asks where it is time to. Call it often. */
  async look(folders: readonly FolderView[]): Promise<void> {
    const inTrouble = folders.filter(isInTrouble).map(({ accountId }) => accountId);
    const due = [...new Set([...this.#behind, ...inTrouble])].filter((accountId) => this.#isDue(accountId));
    await Promise.all(due.map((accountId) => this.#ask(accountId)));
  }

  #isDue(accountId: string): boolean {
    if (this.#asking.has(accountId)) return false;
    const askedAtMs = this.#askedAtMs.get(accountId) ?? -Infinity;
    return this.#behind.has(accountId) || this.#input.nowMs() - askedAtMs >= TROUBLE_PAUSE_MS;
  }

  async #ask(accountId: string): Promise<void> {
    this.#asking.add(accountId);
    this.#askedAtMs.set(accountId, this.#input.nowMs());
    const isBehind = await this.#input.isBehindPortal(accountId);
    this.#asking.delete(accountId);
    if (isBehind === this.#behind.has(accountId)) return;
    if (isBehind) this.#behind.add(accountId);
    else this.#behind.delete(accountId);
    this.#input.onChange();
  }
}

function isInTrouble({ state }: FolderView): boolean {
  return (state.kind === 'offline' || state.kind === 'stopped') && SIGNS.has(state.error.code);
}
