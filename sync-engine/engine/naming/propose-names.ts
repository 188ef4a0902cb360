import { createNameRules } from '../../core/merge/names.ts';
import { proposeName } from '../../core/merge/propose-name.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { Renaming } from '../../core/model/renaming.ts';
import { findRenamingSide } from '../../core/model/renaming.ts';
import type { Side } from '../../core/model/side.ts';
import { otherSide } from '../../core/model/side.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import { RemotePlaces } from './remote-places.ts';

/** Where names are looked up: the disk as it is now, the server as it was last seen. */
export interface NamePlaces {
  readonly filesystem: Pick<Filesystem, 'readDirectory'>;
  readonly remoteRows: Iterable<RemoteRow>;
  readonly rules: Pick<FolderRules, 'findNameFault'>;
}

/**
 * What another name would do for each of these problems; those whose name is not the trouble are left out. Names that
 * are proposed together can all be taken.
 */
export async function proposeNames<Known extends Problem>(
  problems: readonly Known[],
  places: NamePlaces,
): Promise<ReadonlyMap<Known, Renaming>> {
  const renamings = new Map<Known, Renaming>();
  const wanted = problems.flatMap((problem) => {
    const side = findRenamingSide(problem);
    return side === undefined ? [] : [{ problem, side }];
  });
  if (wanted.length === 0) return renamings;
  const server = new RemotePlaces(places.remoteRows);
  for (const [parent, group] of Map.groupBy(wanted, ({ problem }) => parentPath(problem.path))) {
    const names = await NamesInUse.read(parent, { ...places, server });
    for (const { problem, side } of group) {
      const ruledBy = RULED_OUT.get(problem.code);
      const fault = ruledBy === undefined ? undefined : places.rules.findNameFault(baseName(problem.path), ruledBy);
      const proposal = names.propose(problem, side);
      renamings.set(problem, { side, proposal, ...(fault === undefined ? {} : { fault }) });
    }
  }
  return renamings;
}

interface LookedAt {
  readonly filesystem: NamePlaces['filesystem'];
  readonly server: RemotePlaces;
}

/** Told by the rules of a side, some of which only that server knows: the name itself will not do. */
const RULED_OUT: ReadonlyMap<ProblemCode, Side> = new Map([
  ['name-not-allowed-here', 'local'],
  ['name-not-allowed-on-server', 'remote'],
]);

/** What a directory holds on both sides, and what has been proposed for it. */
class NamesInUse {
  readonly #kinds: Readonly<Record<Side, ReadonlyMap<string, NodeKind>>>;
  /** How many items of each side have a name with this key. */
  readonly #counts: Readonly<Record<Side, Map<string, number>>>;
  readonly #proposed = new Set<string>();

  constructor(kinds: Readonly<Record<Side, ReadonlyMap<string, NodeKind>>>) {
    this.#kinds = kinds;
    this.#counts = { local: countKeys(kinds.local.keys()), remote: countKeys(kinds.remote.keys()) };
  }

  static async read(parent: RelativePath, { filesystem, server }: LookedAt): Promise<NamesInUse> {
    const reading = await filesystem.readDirectory(parent);
    const local = new Map<string, NodeKind>();
    if (reading.kind === 'read') {
      for (const { name } of reading.unreadable) local.set(name, 'file');
      for (const { name, kind } of reading.entries) local.set(name, kind === 'directory' ? kind : 'file');
    }
    const remote = new Map(server.listChildren(parent).map(({ name, kind }) => [name, kind]));
    return new NamesInUse({ local, remote });
  }

  propose({ path, code }: Problem, side: Side): string | undefined {
    const name = baseName(path);
    const isRuledOut = (candidate: string): boolean => candidate === name && RULED_OUT.has(code);
    const kind = this.#kinds[side].get(name) ?? 'file';
    const proposal = proposeName({
      name,
      kind,
      isTaken: (candidate) => this.#isTaken(toKey(candidate), { name, side }) || isRuledOut(candidate),
    });
    if (proposal !== undefined) this.#proposed.add(toKey(proposal));
    return proposal;
  }

  /** The item itself does not stand in its own way. */
  #isTaken(key: string, own: { readonly name: string; readonly side: Side }): boolean {
    const itself = toKey(own.name) === key && this.#kinds[own.side].has(own.name) ? 1 : 0;
    const beside = (this.#counts[own.side].get(key) ?? 0) - itself;
    return beside > 0 || this.#counts[otherSide(own.side)].has(key) || this.#proposed.has(key);
  }
}

function countKeys(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(toKey(name), (counts.get(toKey(name)) ?? 0) + 1);
  return counts;
}

/** As the strictest file system compares. */
const STRICTEST = createNameRules(
  { isCaseSensitive: false, keepsUnicodeForm: false, nameRules: 'windows' },
  'owncloud10',
);

function toKey(name: string): string {
  return STRICTEST.key(name);
}
