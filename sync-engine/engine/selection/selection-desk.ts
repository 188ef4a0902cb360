import type { ListedDirectory, SelectionEntry } from '../../core/selection/selection-view.ts';
import { viewSelection } from '../../core/selection/selection-view.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { joinPath } from '../../core/model/relative-path.ts';
import type { Selection, SelectionAct } from '../../core/model/selection.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { FolderPorts } from '../parts.ts';
import { writeChoiceNote } from './choice-notes.ts';
import { commitActs, readSelection } from './take-in-choices.ts';

export interface SelectionDeskInput {
  readonly ports: Pick<FolderPorts, 'database' | 'filesystem' | 'transport' | 'clock' | 'randomId'>;
  /** Nothing is written down: the sync database is a copy that lives as long as the look. */
  readonly isDryRun: boolean;
  /** Hears that something was chosen: what a run is doing may not be wanted any more. */
  readonly onChosen: () => void;
}

/** Where windows and commands see and change what of the server's tree takes part, while the folder is open. */
export class SelectionDesk {
  readonly #ports: SelectionDeskInput['ports'];
  readonly #isDryRun: boolean;
  readonly #onChosen: () => void;

  constructor(input: SelectionDeskInput) {
    this.#ports = input.ports;
    this.#isDryRun = input.isDryRun;
    this.#onChosen = input.onChosen;
  }

  /** What people have chosen, also what no run has taken in yet. */
  read(): Promise<Selection> {
    return readSelection(this.#ports);
  }

  /**
   * Writes down what a person chose, durably and all of it at once; a run that goes on ends early, the next one takes it
   * in. Until then nothing is removed. Codes: those of writing a private file.
   */
  async choose(acts: readonly SelectionAct[]): Promise<Result<void>> {
    const nowMs = this.#ports.clock.nowMs();
    if (this.#isDryRun) {
      commitActs(acts, nowMs, this.#ports.database);
      return { ok: true, value: undefined };
    }
    const written = await writeChoiceNote({ acts, nowMs }, this.#ports);
    if (written.ok) this.#onChosen();
    return written;
  }

  /** One directory as the server shows it now; undefined when it has none there. One request. */
  async find(path: RelativePath, signal: AbortSignal): Promise<Result<ListedDirectory | undefined>> {
    const outcome = await this.#ports.transport.list(path, 0, signal);
    if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
    if (outcome.kind === 'absent' || outcome.listing.self.kind !== 'directory') return { ok: true, value: undefined };
    const { fileId, sizeBytes } = outcome.listing.self;
    return { ok: true, value: { fileId, path, sizeBytes } };
  }

  /** The directories in one directory as the server shows them now, with their states. One request. */
  async list(path: RelativePath, signal: AbortSignal): Promise<Result<readonly SelectionEntry[] | undefined>> {
    const outcome = await this.#ports.transport.list(path, 1, signal);
    if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
    if (outcome.kind === 'absent') return { ok: true, value: undefined };
    const directories = outcome.listing.children.flatMap(({ kind, name, fileId, sizeBytes }) =>
      kind === 'directory' ? [{ fileId, path: joinPath(path, name), sizeBytes }] : [],
    );
    return { ok: true, value: viewSelection(directories, (await this.read()).choices) };
  }
}
