import type { OutlinedDirectory } from '../../core/selection/directory-outline.ts';
import { DirectoryOutline } from '../../core/selection/directory-outline.ts';
import type { ListedDirectory } from '../../core/selection/selection-view.ts';
import type { FileId } from '../../core/model/ids.ts';
import { toRemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { Selection, SelectionAct } from '../../core/model/selection.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { DiskSpace } from '../../filesystem/filesystem.ts';
import type { FolderPorts } from '../parts.ts';
import { writeChoiceNote } from './choice-notes.ts';
import type { ListedPlace } from './listed-place.ts';
import { toListedPlace } from './listed-place.ts';
import { commitActs, readSelection } from './take-in-choices.ts';
import type { SearchProgress } from './unseen-directories.ts';
import { UnseenDirectories } from './unseen-directories.ts';

export interface SelectionDeskInput {
  readonly ports: Pick<FolderPorts, 'database' | 'filesystem' | 'transport' | 'clock' | 'randomId' | 'logger'>;
  /** Nothing is written down: the sync database is a copy that lives as long as the look. */
  readonly isDryRun: boolean;
  /** Hears that something was chosen: what a run is doing may not be wanted any more. */
  readonly onChosen: () => void;
}

/** What somebody looks for. */
export interface DirectorySearch {
  readonly text: string;
  /** Directories that are told at most. */
  readonly limit: number;
  /** Asks the server for some more of what nobody has looked into. */
  readonly isFurther: boolean;
  readonly signal: AbortSignal;
}

/** What a search has found so far. */
export interface FoundDirectories {
  readonly directories: readonly OutlinedDirectory[];
  /** Also those above the limit. */
  readonly total: number;
  readonly progress: SearchProgress;
}

/** Where windows and commands see and change what of the server's tree takes part, while the folder is open. */
export class SelectionDesk {
  readonly #ports: SelectionDeskInput['ports'];
  readonly #isDryRun: boolean;
  readonly #onChosen: () => void;
  readonly #unseen: UnseenDirectories;
  #outlined: { readonly rows: unknown; readonly outline: DirectoryOutline } | undefined;

  constructor(input: SelectionDeskInput) {
    this.#ports = input.ports;
    this.#isDryRun = input.isDryRun;
    this.#onChosen = input.onChosen;
    this.#unseen = new UnseenDirectories(input.ports);
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
   * The ids of directories as the server shows them now; those that it does not have there are left out. One request for
   * each directory above them: somebody who wants three of ten thousand names all the others.
   */
  async identify(
    paths: readonly RelativePath[],
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<RelativePath, FileId>>> {
    const found = new Map<RelativePath, FileId>();
    for (const [parent, wanted] of Map.groupBy(paths, parentPath)) {
      const names = new Map(wanted.map((path) => [baseName(path), path]));
      const outcome = await this.#ports.transport.list(parent, 1, signal);
      if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
      for (const { kind, name, fileId } of outcome.kind === 'listed' ? outcome.listing.children : []) {
        const path = names.get(name);
        if (kind === 'directory' && path !== undefined) found.set(path, fileId);
      }
    }
    return { ok: true, value: found };
  }

  /**
   * The directories in one directory as the server shows them now, by name; undefined when it has none there. One
   * request.
   */
  async list(path: RelativePath, signal: AbortSignal): Promise<Result<ListedPlace | undefined>> {
    const outcome = await this.#ports.transport.list(path, 1, signal);
    if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
    if (outcome.kind === 'absent') return { ok: true, value: undefined };
    const outline = this.#outline();
    const place = toListedPlace(outcome.listing, (fileId) => outline.countFiles(toRemoteKey(fileId, () => false)));
    return { ok: true, value: place };
  }

  /**
   * Directories whose name contains a text, in any case of letters, at most so many, by path: those that sync has seen,
   * and of those that are kept away what has been listed for searches. With `isFurther` some more of these are listed
   * before. Codes: those of the transport.
   */
  async search({ text, limit, isFurther, signal }: DirectorySearch): Promise<Result<FoundDirectories>> {
    const outline = this.#outline();
    const tops = outline.listUnseen();
    const listed = isFurther ? await this.#unseen.goOn(text, tops, signal) : undefined;
    if (listed?.ok === false) return listed;
    const { found, progress } = this.#unseen.search(text, tops);
    const all = new Map([...found, ...outline.search(text)].map((directory) => [directory.path, directory]));
    const directories = [...all.values()].toSorted((a, b) => a.path.localeCompare(b.path));
    return { ok: true, value: { directories: directories.slice(0, limit), total: directories.length, progress } };
  }

  /** Made once for each version of the tree: a map of rows that was handed out stays as it is. */
  #outline(): DirectoryOutline {
    const rows = this.#ports.database.loadRemoteTree();
    if (this.#outlined?.rows !== rows) this.#outlined = { rows, outline: new DirectoryOutline(rows) };
    return this.#outlined.outline;
  }

  /** Room on the disk of the folder. */
  readDisk(): Promise<Result<DiskSpace>> {
    return this.#ports.filesystem.readSpace();
  }
}
