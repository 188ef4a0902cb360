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
 * Finds out that a network answers in the place of servers until a person signs in to it, and that it has let go. Asks
 * nobody but the server of an account that is in trouble.
 */
export class PortalWatch {
  readonly #input: PortalWatchInput;
  #accountId: string | undefined;
  #askedAtMs = -Infinity;
  #isAsking = false;

  constructor(input: PortalWatchInput) {
    this.#input = input;
  }

  get isBehindPortal(): boolean {
    return this.#accountId !== undefined;
  }

  /** Asks where it is time to. Call it often. */
  async look(folders: readonly FolderView[]): Promise<void> {
    const accountId = this.#accountId ?? folders.find(isInTrouble)?.accountId;
    const nowMs = this.#input.nowMs();
    const isDue = this.isBehindPortal || nowMs - this.#askedAtMs >= TROUBLE_PAUSE_MS;
    if (accountId === undefined || this.#isAsking || !isDue) return;
    this.#isAsking = true;
    this.#askedAtMs = nowMs;
    const isBehind = await this.#input.isBehindPortal(accountId);
    this.#isAsking = false;
    if (isBehind === this.isBehindPortal) return;
    this.#accountId = isBehind ? accountId : undefined;
    this.#input.onChange();
  }
}

function isInTrouble({ state }: FolderView): boolean {
  return (state.kind === 'offline' || state.kind === 'stopped') && SIGNS.has(state.error.code);
}
