import { toChoiceReserve } from '../../core/guards/free-space.ts';
import type { ChoosableDirectory } from '../../core/selection/choosable.ts';
import { countFiles, describeLetters } from '../../core/selection/choosable.ts';
import { SeenTree } from '../../core/selection/seen-tree.ts';
import type { ListedDirectory } from '../../core/selection/selection-view.ts';
import { toRemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
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

/** One directory with the directories in it. */
export interface ListedPlace {
  /** Of all it holds; undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
  readonly directories: readonly ChoosableDirectory[];
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

  /**
   * The directories in one directory as the server shows them now, by name; undefined when it has none there. One
   * request.
   */
  async list(path: RelativePath, signal: AbortSignal): Promise<Result<ListedPlace | undefined>> {
    const outcome = await this.#ports.transport.list(path, 1, signal);
    if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
    if (outcome.kind === 'absent') return { ok: true, value: undefined };
    const { self, children } = outcome.listing;
    const rows = this.#ports.database.loadRemoteTree();
    const found = children.filter(({ kind }) => kind === 'directory').toSorted((a, b) => a.name.localeCompare(b.name));
    const keys = new Map(found.map(({ fileId }) => [fileId, toRemoteKey(fileId, () => false)]));
    const counts = countFiles(rows, new Set(keys.values()));
    return {
      ok: true,
      value: {
        sizeBytes: self.sizeBytes || undefined,
        directories: found.map(({ name, fileId, sizeBytes, permissions }) => {
          const key = keys.get(fileId);
          return {
            name,
            // 0 is also what servers say that do not know.
            sizeBytes: sizeBytes || undefined,
            fileCount: key === undefined || !rows.has(key) ? undefined : counts.get(key),
            ...describeLetters(permissions, self.permissions),
          };
        }),
      },
    };
  }

  /** Known directories whose name contains a text, in any case of letters; at most so many. Asks no server. */
  search(text: string, limit: number): readonly Pick<ListedDirectory, 'path' | 'sizeBytes'>[] {
    const tree = new SeenTree(this.#ports.database.loadRemoteTree());
    const wanted = text.toLocaleLowerCase();
    return tree
      .directories(({ name }) => name.toLocaleLowerCase().includes(wanted))
      .flatMap((item) => {
        const path = tree.findPath(item);
        return path === undefined || path === ROOT_PATH ? [] : [{ path, sizeBytes: item.sizeBytes || undefined }];
      })
      .toSorted((a, b) => a.path.localeCompare(b.path))
      .slice(0, limit);
  }

  /** Room on the disk of the folder, in bytes. */
  async readDisk(): Promise<{ readonly freeBytes: number; readonly reserveBytes: number }> {
    const { filesystem } = this.#ports;
    const [freeBytes, diskBytes] = [await filesystem.freeBytes(), await filesystem.diskBytes()];
    return { freeBytes, reserveBytes: toChoiceReserve(diskBytes) };
  }
}
