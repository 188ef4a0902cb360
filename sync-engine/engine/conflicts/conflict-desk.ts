import { toCalendarMs } from '../../core/model/calendar-time.ts';
import type {
  ConflictId,
  ConflictOrigin,
  ConflictRecord,
  ConflictState,
  Resolution,
} from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { MarkLabels } from '../../core/conflicts/text-merge.ts';
import { mergeVersions, readBaseText } from './base-text.ts';
import type { FolderSettings } from '../parts.ts';
import type { DeskPorts, TwoVersions, Version } from './look.ts';
import { readVersions, SyncedPlaces } from './look.ts';
import type { ExchangePorts } from './put-bytes.ts';
import type { Decision, ResolveEnd, ResolveRefusal } from './resolve.ts';
import { refuse, resolveConflict } from './resolve.ts';
import { REMEMBERED_MS } from './review.ts';
import { undoResolution } from './undo.ts';

/** One version as people see it. Times in ms since the epoch. */
export interface VersionView {
  readonly path: RelativePath;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** How a conflict ended: a person decided, which can be taken back for a while, or it went away by itself. */
export type ConflictEnding =
  | { readonly kind: 'decided'; readonly how: Resolution; readonly atMs: number; readonly undoUntilMs: number }
  | { readonly kind: 'by-itself'; readonly why: 'equal-bytes' | 'one-left'; readonly atMs: number };

/** A decision that stands. */
export interface DecidedConflict {
  readonly how: Resolution;
  /** Tells this decision from another one on the same conflict. */
  readonly atMs: number;
  readonly path: RelativePath;
}

/** One conflict as people see it. */
export interface ConflictView {
  readonly id: ConflictId;
  readonly path: RelativePath;
  readonly secondPath: RelativePath;
  readonly origin: ConflictOrigin;
  /** The organisation lets the second version go nowhere: while it has its name it stays on this computer only. */
  readonly isSecondOnlyHere: boolean;
  /** The server lets nobody here change the first version: another one in its place would be turned back. */
  readonly isReadOnly: boolean;
  readonly state: ConflictState['kind'];
  readonly recordedAtMs: number;
  /** How it ended; undefined while it waits for a person. */
  readonly end: ConflictEnding | undefined;
  /** Who wrote the server's version that is there now; undefined: unknown. */
  readonly serverAuthor: string | undefined;
  /** Undefined while a conflict is closed, or when one of the two cannot be read. */
  readonly versions: { readonly server: VersionView; readonly mine: VersionView } | undefined;
  /** When the server received its version, in ms since the epoch; undefined: it does not tell. */
  readonly serverReceivedAtMs: number | undefined;
  /**
   * By the time at which the server received its version. Undefined where it does not tell: what two computers' clocks
   * say of two files proves nothing.
   */
  readonly newer: 'server' | 'mine' | undefined;
  /** Names the state that this view shows; a decision that carries it is refused when anything has changed since. */
  readonly revision: string | undefined;
  /** Whether the two texts can become one. */
  readonly merge: 'merged' | 'overlapping' | 'not-offered';
}

/** Both versions of a text in one, with marks around lines that both changed; or why that cannot be. */
export type Comparison =
  | { readonly kind: 'done'; readonly id: ConflictId; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: ResolveRefusal };

/** What a desk works with. */
export interface ConflictDeskInput extends ExchangePorts, Pick<FolderSettings, 'shouldUploadSecondVersions'> {}

/** Shows and decides the conflicts of one sync folder, while nothing else works in it. One call at a time. */
export class ConflictDesk {
  readonly #ports: DeskPorts;

  readonly #shouldUpload: boolean;

  constructor({ shouldUploadSecondVersions, ...ports }: ConflictDeskInput) {
    this.#ports = { ...ports, places: new SyncedPlaces(ports.database) };
    this.#shouldUpload = shouldUploadSecondVersions;
  }

  /** Open conflicts, and closed ones that are remembered. Reads no file that is untouched since the last run. */
  async list(): Promise<readonly ConflictView[]> {
    const views: ConflictView[] = [];
    for (const record of this.#ports.database.listConflicts()) {
      const view = await this.#view(record);
      // An announced conflict without two versions did not come to pass.
      if (record.state.kind !== 'announced' || view.versions !== undefined) views.push(view);
    }
    return views;
  }

  /** Conflicts that wait for a decision. */
  get openCount(): number {
    return this.#ports.database.listConflicts().filter(({ state }) => state.kind === 'open').length;
  }

  /** The full id of the only conflict that begins like this; undefined for none or several. */
  findId(start: string): ConflictId | undefined {
    const { database } = this.#ports;
    // Who decides on very many names each in full: they are not all read for each of them.
    const exact = database.findConflict(start as ConflictId);
    if (exact !== undefined) return exact.id;
    const matches = database.listConflicts().filter(({ id }) => id.startsWith(start));
    return matches.length === 1 ? matches[0]?.id : undefined;
  }

  /** @see resolveConflict */
  resolve(decision: Decision): Promise<ResolveEnd> {
    return resolveConflict(decision, this.#ports);
  }

  /** The decision that `undo` would take back; undefined where none stands. */
  findDecided(id: ConflictId): DecidedConflict | undefined {
    const record = this.#ports.database.findConflict(id);
    if (record?.state.kind !== 'resolved') return undefined;
    const { how, atMs } = record.state.exchange;
    return { how, atMs, path: this.#ports.places.pathOf(record) };
  }

  /** @see undoResolution */
  undo(id: ConflictId): Promise<ResolveEnd> {
    return undoResolution(id, this.#ports);
  }

  /** What both made of one text, to be read. Writes nothing; the conflict stays open. */
  async compare(id: ConflictId, labels: MarkLabels): Promise<Comparison> {
    const record = this.#ports.database.findConflict(id);
    if (record === undefined) return refuse('conflict-unknown');
    if (record.state.kind !== 'open') return refuse('conflict-closed');
    const versions = await readVersions(record, this.#ports);
    if (versions === undefined) return refuse('changed-meanwhile');
    const merged = await mergeVersions(versions, this.#ports, labels);
    return merged.kind === 'not-offered' ? refuse('merge-not-possible') : { kind: 'done', id, text: merged.text };
  }

  /** The text that both versions were made from; undefined for what is no text, and where it is not known any more. */
  async readBase(id: ConflictId): Promise<string | undefined> {
    const record = this.#ports.database.findConflict(id);
    return record === undefined ? undefined : readBaseText(record, this.#ports);
  }

  /** True for a second version that is here, and not on the server as long as the organisation lets none go there. */
  async isSecondOnlyHere(record: ConflictRecord): Promise<boolean> {
    if (this.#shouldUpload || record.state.kind === 'dissolved') return false;
    const path = secondPath(this.#ports.places.pathOf(record), record.secondName);
    if (this.#ports.places.findAt(path)?.remote !== undefined) return false;
    const looked = await this.#ports.filesystem.stat(path);
    return looked.kind === 'present' && looked.entry.kind === 'file';
  }

  async #view(record: ConflictRecord): Promise<ConflictView> {
    const isOpen = record.state.kind === 'open' || record.state.kind === 'announced';
    const versions = isOpen ? await readVersions(record, this.#ports, 'untouched-is-same') : undefined;
    const path = versions?.record.path ?? this.#ports.places.pathOf(record);
    const merged = versions === undefined ? undefined : await mergeVersions(versions, this.#ports);
    return {
      id: record.id,
      path,
      secondPath: secondPath(path, record.secondName),
      origin: record.origin,
      isSecondOnlyHere: await this.isSecondOnlyHere(record),
      isReadOnly: !this.#ports.places.mayChange(path),
      state: record.state.kind,
      recordedAtMs: record.recordedAtMs,
      end: toEnding(record.state),
      ...toldOf(record, versions),
      versions: versions === undefined ? undefined : viewVersions(versions),
      revision: versions?.revision,
      merge: merged?.kind ?? 'not-offered',
    };
  }
}

function toEnding(state: ConflictState): ConflictEnding | undefined {
  switch (state.kind) {
    case 'announced':
    case 'open':
    case 'exchanging':
      return undefined;
    case 'resolved': {
      const { how, atMs } = state.exchange;
      return { kind: 'decided', how, atMs, undoUntilMs: atMs + REMEMBERED_MS };
    }
    case 'dissolved':
      return { kind: 'by-itself', why: state.why, atMs: state.atMs };
    default:
      return state satisfies never;
  }
}

function viewVersions({ original, second }: TwoVersions): ConflictView['versions'] {
  return { server: viewVersion(original), mine: viewVersion(second) };
}

function viewVersion({ path, file }: Version): VersionView {
  return { path, sizeBytes: file.stamp.sizeBytes, mtimeMs: toCalendarMs(file.stamp.mtimeNs) };
}

/** What the server told when the conflict came up, as long as its version is still the one that this is about. */
function toldOf(
  record: ConflictRecord,
  versions: TwoVersions | undefined,
): Pick<ConflictView, 'serverAuthor' | 'serverReceivedAtMs' | 'newer'> {
  const { original, second } = versions ?? {};
  const isOfThis = original === undefined || original.file.checksum === record.server?.checksum;
  if (!isOfThis) return { serverAuthor: undefined, serverReceivedAtMs: undefined, newer: undefined };
  const { serverAuthor, serverReceivedAtMs } = record;
  const mine = second === undefined ? undefined : Number(second.file.stamp.mtimeNs / 1_000_000n);
  if (mine === undefined || serverReceivedAtMs === undefined)
    return { serverAuthor, serverReceivedAtMs, newer: undefined };
  return { serverAuthor, serverReceivedAtMs, newer: serverReceivedAtMs > mine ? 'server' : 'mine' };
}
