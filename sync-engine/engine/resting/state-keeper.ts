import type { EngineEvent } from '../../core/model/engine-state.ts';
import type { FolderFact, FolderState } from '../../core/model/folder-state.ts';
import { advanceState, toFirstState } from '../../core/model/folder-state.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderReport } from './folder-report.ts';
import { mustStore, parseReport, writeReport } from './folder-report.ts';

export interface StateKeeperInput {
  readonly database: Pick<SyncDatabase, 'loadReport' | 'saveReport'>;
  /** True: nothing is stored. */
  readonly isDryRun: boolean;
  readonly tell: (event: EngineEvent) => void;
}

/** Holds the state of one sync folder, tells each change of it and stores what others must know. */
export class StateKeeper {
  readonly #input: StateKeeperInput;
  #state: FolderState = toFirstState(undefined);
  #stored: FolderReport | undefined;
  #hasNews = false;

  constructor(input: StateKeeperInput) {
    this.#input = input;
  }

  get state(): FolderState {
    return this.#state;
  }

  /** Takes over the time that an earlier process proved; its state itself is out of date. */
  load(): void {
    this.#stored = parseReport(this.#input.database.loadReport());
    this.#state = toFirstState(this.#stored?.state.verifiedAtMs);
  }

  /** What was agreed on is void, and so is the proof. */
  forget(): void {
    this.#state = toFirstState(undefined);
    this.#stored = undefined;
  }

  /** A hint came. One that comes during a look may be about what that look had already passed. */
  noticeChange(): void {
    this.#hasNews = true;
    this.#take({ kind: 'change-noticed' });
  }

  looking(): void {
    this.#hasNews = false;
    this.#take({ kind: 'looking' });
  }

  working(operations: number, problems: readonly Problem[]): void {
    this.#take({ kind: 'working', operations });
    this.#store(problems);
  }

  atRest(fact: Omit<Extract<FolderFact, { kind: 'at-rest' }>, 'kind'>, problems: readonly Problem[]): void {
    this.#take({ kind: 'at-rest', ...fact });
    this.#store(problems);
    if (this.#hasNews) this.#take({ kind: 'change-noticed' });
  }

  /** The folder could not even be opened; when it was proven equal is still known. */
  notOpened(error: SyncError): void {
    this.load();
    this.stopped(error);
  }

  /** A sync database that is itself the trouble is not written to, and one on a full disk need not take it. */
  stopped(error: SyncError): void {
    this.#take({ kind: 'stopped', error });
    if (error.code === 'database-unusable' || error.code === 'local-folder-in-use') return;
    try {
      this.#store(this.#stored?.problems ?? []);
    } catch (thrown) {
      // Why the run has stopped is told all the same; the next run meets the database again.
      if (findDatabaseFailure(thrown) === undefined) throw thrown;
    }
  }

  #take(fact: FolderFact): void {
    const before = this.#state;
    this.#state = advanceState(before, fact);
    if (this.#state !== before) this.#input.tell({ type: 'state', state: this.#state });
  }

  #store(problems: readonly Problem[]): void {
    const report: FolderReport = { state: this.#state, problems };
    if (this.#input.isDryRun || !mustStore(this.#stored, report)) return;
    this.#input.database.saveReport(writeReport(report));
    this.#stored = report;
  }
}
