import { isOldDatabase } from '../../core/guards/folder-identity.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';

/** Private file with the mark of the last session. */
export const SESSION_MARK = 'session';

type SessionPorts = Pick<FolderPorts, 'database' | 'filesystem' | 'logger' | 'randomId'>;

/**
 * The time from the opening of a sync folder to its closing, as the sync database and the folder know it. A session that
 * changed something and did not end leaves a trace; one that only looked writes nothing.
 */
export class FolderSession {
  readonly #ports: SessionPorts;
  readonly #onEvent: OnEvent;
  #isDamagePossible = false;
  /** The mark that the folder had when it could be read last: its disk can be gone when the next one is made. */
  #seenMark: string | undefined;

  constructor(input: { readonly ports: SessionPorts; readonly onEvent: OnEvent }) {
    this.#ports = input.ports;
    this.#onEvent = input.onEvent;
  }

  /** True until damage has been looked for after a session that did not end. */
  get isDamagePossible(): boolean {
    return this.#isDamagePossible;
  }

  /** Reads what the last session left. A sync database that was brought back from a backup loses its base. */
  async open(): Promise<void> {
    const { database, filesystem } = this.#ports;
    const stored = database.loadSession();
    this.#isDamagePossible = stored.isRunning;
    this.#seenMark = await filesystem.readPrivate(SESSION_MARK);
    if (!isOldDatabase(stored, this.#seenMark)) return;
    database.dropBase();
    // What the database says from now on is about the folder as it is.
    database.saveSession({ ...stored, previousMark: this.#seenMark });
    this.#onEvent({ type: 'united', why: 'old-database' });
  }

  /**
   * Must be called before a run changes either side; from then on a process that dies leaves a trace. Each such run has
   * a mark of its own, so that a copy of the database from before it is known as old.
   */
  async beginRun(): Promise<void> {
    const { database, filesystem, logger, randomId } = this.#ports;
    this.#seenMark = (await filesystem.readPrivate(SESSION_MARK)) ?? this.#seenMark;
    const mark = randomId();
    database.saveSession({ ...database.loadSession(), isRunning: true, mark, previousMark: this.#seenMark });
    const written = await filesystem.writePrivate(SESSION_MARK, mark);
    if (written.ok) this.#seenMark = mark;
    else logger.warn('session-not-marked', { code: written.error.code });
  }

  /** Damage has been looked for, and nothing is left of it. */
  noteSound(): void {
    this.#isDamagePossible = false;
  }

  /** Nobody knows what was left undone: the next session looks for damage, as after a crash. */
  noteUnsound(): void {
    this.#isDamagePossible = true;
  }

  /** A session in which damage could not be looked for hands that on to the next one. */
  end(): void {
    if (this.#isDamagePossible) return;
    const { database, logger } = this.#ports;
    try {
      const stored = database.loadSession();
      if (stored.isRunning) database.saveSession({ ...stored, isRunning: false });
    } catch (error) {
      const failure = findDatabaseFailure(error);
      if (failure === undefined) throw error;
      // Then the next session looks for damage in vain, which costs a moment.
      logger.warn('session-end-not-stored', { code: failure.error.code });
    }
  }
}
