import { hash } from 'node:crypto';
import type { LocalDiscovery } from '../../discovery/local-discovery.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Listing } from '../../transport/transport.ts';
import type { OpenedFolder } from '../opening/open-folder.ts';
import type { FolderSettings } from '../parts.ts';

/**
 * What a pass starts from, beside the sync database, as a text: when it was the same for a pass that found nothing to do
 * and changed nothing, and the database has not changed since, a plan would find nothing again.
 *
 * @see docs/adr/0021-a-pass-ends-where-nothing-has-changed.md
 */
export class RestProof {
  readonly #seenOnServer: string;
  readonly #local: Pick<LocalDiscovery, 'fingerprint' | 'remember'>;

  constructor(input: {
    /** By which rules and between which sides the folder is synced. @see describeRules */
    readonly rules: string;
    readonly root: Listing;
    /** How far the change journal was read. */
    readonly cursor: string | undefined;
    readonly local: Pick<LocalDiscovery, 'fingerprint' | 'remember'>;
  }) {
    const { self, dataFingerprint } = input.root;
    this.#seenOnServer = hash('sha256', JSON.stringify([input.rules, self, dataFingerprint, input.cursor]));
    this.#local = input.local;
  }

  /** False when the server's side alone tells that something is different. */
  mayBe({ seenOnServer }: StoredProof): boolean {
    return seenOnServer === this.#seenOnServer;
  }

  /** True when this side is as it was, too. Asked for after the local look. */
  *isSameHere({ local }: StoredProof): Steps<boolean> {
    return (yield* this.#local.fingerprint()) === local;
  }

  /**
   * For the sync database; undefined while something here could not be read. Asked for after the local look; what has
   * been found out once takes no time the next time.
   *
   * @param differing agreed directories of which something differs though nothing follows from it; undefined: any may.
   */
  *toText(differing: readonly NodeId[] | undefined): Steps<string | undefined> {
    const local = yield* this.#local.fingerprint();
    const isListed = differing !== undefined && differing.length <= MAX_DIFFERING;
    const listed = isListed ? [differing.join(',')] : [];
    return local === undefined ? undefined : [this.#seenOnServer, local, ...listed].join(' ');
  }

  /** This is proven now: what each directory shows is remembered. */
  note(): void {
    this.#local.remember();
  }
}

/** More are not worth it: all is read then. */
const MAX_DIFFERING = 1_000;

/** What the sync database holds. */
export interface StoredProof {
  readonly stored: string;
  readonly seenOnServer: string;
  /** Fingerprint of what was here. */
  readonly local: string;
  /** Of all other agreed directories, every item was the same on both sides and in the base; undefined: not known. */
  readonly differing: ReadonlySet<NodeId> | undefined;
}

/** Undefined for what we never wrote. */
export function parseProof(stored: string): StoredProof | undefined {
  const [, seenOnServer, local, listed] = /^(\S+) (\S+)(?: ([\d,]*))?$/u.exec(stored) ?? [];
  if (seenOnServer === undefined || local === undefined) return undefined;
  const ids = listed?.split(',').filter((id) => id !== '');
  return { stored, seenOnServer, local, differing: ids && new Set(ids.map((id) => toNodeId(Number(id)))) };
}

/** All that rules and names of a sync folder are decided by. */
export function describeRules(
  excludes: string,
  { traits, server }: OpenedFolder,
  { shouldUploadSecondVersions }: Pick<FolderSettings, 'shouldUploadSecondVersions'>,
): string {
  const { kind, version, rootIdentity, refusedNames } = server;
  const sides = { ...traits, timeStepNs: String(traits.timeStepNs), kind, version, rootIdentity, refusedNames };
  return JSON.stringify([PLANNER, excludes, sides, shouldUploadSecondVersions]);
}

/** To be raised with every change of what takes part, or of what a plan makes of the same trees. */
const PLANNER = 8;

/** True when nothing in the database has a say in plans but the trees: what is the same on both sides stays as it is. */
export function isDatabaseSimple(database: SyncDatabase): boolean {
  const others = [database.listParked(), database.listBegun(), database.listHolds(), database.loadSelection().choices];
  return others.every(({ length }) => length === 0);
}

/** True when the database holds nothing that goes on, or ends, with time or with the next run. */
export function isDatabaseAtRest(database: SyncDatabase): boolean {
  const pending = [
    database.listParked(),
    database.listBegun(),
    database.listTransfers(),
    database.listFailures(),
    database.listHolds(),
    // Resolved and dissolved ones are forgotten after a while.
    database.listConflicts().filter(({ state }) => state.kind !== 'open'),
  ];
  return pending.every(({ length }) => length === 0) && database.loadSelection().untold === undefined;
}
