import { DISK_RESERVE_BYTES } from '../../core/model/disk-reserve.ts';
import { isConflictName } from '../../core/merge/name-conflict.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { mayBeOwnerFile, seemsOwnerFile, toOwnerFileNames } from '../../core/model/owner-file.ts';
import type { ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isInside, joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { findPath } from '../../core/model/tree.ts';
import type { BaseRow, HistoryRecords, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { AskedDirectory, AskedPart } from './asked-part.ts';
import type { Sides } from '../looking/changed-part.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderReport } from '../resting/folder-report.ts';
import type { InspectInput, Inspection } from './inspect.ts';
import { createAskedPart, inspectFolder, planOnSides, storedRemote } from './inspect.ts';
import { RemotePlaces } from '../naming/remote-places.ts';
import { proposeNames } from '../naming/propose-names.ts';
import { listLeftHere, listOnlyHere } from '../planning/problems.ts';
import { tellRecords } from './tell-records.ts';
import type { Why, WhyCode } from './why.ts';
import { explainPath, findConflictAt } from './why.ts';

/** What a question about one path takes. */
export interface PathInput extends InspectInput {
  /** What was done: a copy of the database is without it. */
  readonly history: Pick<HistoryRecords, 'findHistory'>;
}

/** Paths that differ are planned for so many at a time: one of them is enough for an answer. */
const BATCH = 200;

/**
 * Explains a path from a fresh look at the disk and the last look at the server. Of the disk only the directories above
 * the path are read, and of a directory what it holds, as far as that has a say; all of it where an item has left its
 * place, because only that tells where it went. Undefined when the server has never been looked at.
 */
export async function inspectPath(path: RelativePath, input: PathInput): Promise<Why | undefined> {
  const explained = await explainFromPart(path, input);
  return explained === undefined ? inspectPathInAll(path, input) : toWhy(path, explained, input);
}

/** The same answer, from a look at all of the disk. */
export async function inspectPathInAll(path: RelativePath, input: PathInput): Promise<Why | undefined> {
  const inspected = await inspectFolder(input);
  if (!inspected.ok) return toWhy(path, inspected, input);
  return toWhy(path, { ok: true, value: await explainWith(path, inspected.value, input) }, input);
}

type Explained = Result<Why | undefined>;

/** What can be said of a directory that is itself in sync. */
type BelowCode = Extract<WhyCode, 'in-sync' | 'contains-stays-here' | 'contains-unsynced'>;

const IN_SYNC: Result<BelowCode> = { ok: true, value: 'in-sync' };

async function toWhy(path: RelativePath, explained: Explained, input: PathInput): Promise<Why | undefined> {
  if (explained.ok) {
    const why = explained.value;
    if (why?.code === 'excluded') return tellLeftOut(why, input);
    return why === undefined ? undefined : tellRecords(tellUndecided(why, input.database), input);
  }
  const { code } = explained.error;
  return code === 'local-folder-in-use' ? undefined : { path, code, reason: undefined };
}

/**
 * Nothing is said to be left out that is not there. Only its size tells a mark of an open document from a document of
 * somebody whose name begins with its sign.
 */
async function tellLeftOut(why: Why, { filesystem, database, nowMs }: InspectInput): Promise<Why> {
  const name = baseName(why.path);
  const here = await filesystem.stat(why.path);
  const there = new RemotePlaces(database.loadRemoteTree().values()).find(why.path);
  if (here.kind === 'absent' && there === undefined) return { ...why, code: 'excluded-not-there' };
  if (!mayBeOwnerFile(name)) return why;
  const seen = [
    ...(here.kind === 'present' ? [{ ...here.entry, ...here.entry.stamp }] : []),
    ...(there ? [there] : []),
  ];
  const isMark = seen.every(({ kind, sizeBytes }) => kind === 'file' && seemsOwnerFile(name, sizeBytes));
  if (!isMark) return why;
  const openDocument = await findOpenDocument(why.path, { filesystem, database, nowMs });
  return { ...why, isOwnerFile: true, ...(openDocument === undefined ? {} : { openDocument }) };
}

/** Word leaves the first letters of a name out: only what lies beside it tells which document is meant. */
async function findOpenDocument(
  path: RelativePath,
  { filesystem, database, nowMs }: Pick<InspectInput, 'filesystem' | 'database' | 'nowMs'>,
): Promise<Why['openDocument']> {
  const beside = await filesystem.readDirectory(parentPath(path));
  if (beside.kind !== 'read') return undefined;
  const mark = baseName(path);
  const documents = beside.entries.filter(({ kind, name }) => kind === 'file' && toOwnerFileNames(name).includes(mark));
  const [document] = documents;
  if (document === undefined || documents.length > 1) return undefined;
  const place = joinPath(parentPath(path), document.name);
  const lock = database.listOwnLocks().find((own) => own.path === place && own.expiresAtMs > nowMs);
  return { path: place, ...(lock === undefined ? {} : { lockedSinceMs: lock.takenAtMs }) };
}

/** Bytes may be the same on both sides while a person has yet to say which of two versions stay. */
function tellUndecided(why: Why, database: SyncDatabase): Why {
  if (why.code !== 'in-sync' && why.code !== 'contains-stays-here') return why;
  if (why.conflict !== undefined) return { ...why, code: 'two-versions' };
  const open = database.listConflicts().filter(({ state }) => state.kind === 'open');
  if (open.length === 0) return why;
  const base = database.loadBase();
  const isBelow = open.some((record) =>
    findPlaces(record, base).some((place) => place !== why.path && isInside(place, why.path)),
  );
  return isBelow ? { ...why, code: 'contains-two-versions' } : why;
}

/** Undefined where only a look at everything tells. */
async function explainFromPart(path: RelativePath, input: InspectInput): Promise<Explained | undefined> {
  try {
    const remote = storedRemote(input.database);
    // A question of the whole folder waits for somebody: what it is about is only known as a whole.
    if (remote === undefined || input.database.listParked().length > 0) return undefined;
    if (path === ROOT_PATH && input.database.listHolds().length > 0) return undefined;
    return await new PartialInspection(path, input, createAskedPart(input, remote)).explain();
  } catch (error) {
    const failure = findDatabaseFailure(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure.error };
  }
}

class PartialInspection {
  readonly #path: RelativePath;
  readonly #input: InspectInput;
  readonly #part: AskedPart;
  readonly #secondNames: ReadonlySet<string>;

  constructor(path: RelativePath, input: InspectInput, part: AskedPart) {
    this.#path = path;
    this.#input = input;
    this.#part = part;
    this.#secondNames = new Set(input.database.listConflicts().map(({ secondName }) => secondName));
  }

  async explain(): Promise<Explained | undefined> {
    const inspected = await this.#inspect([this.#path, ...listVersionsOf(this.#path, this.#input.database)]);
    if (inspected?.ok !== true) return inspected;
    const why = await explainWith(this.#path, inspected.value, this.#input);
    if (why?.code !== 'in-sync' && why?.code !== 'contains-stays-here') return { ok: true, value: why };
    const directory = await this.#part.find(this.#path);
    if (!directory.ok) return directory;
    if (directory.value === undefined) return { ok: true, value: why };
    const below = await this.#explainBelow(directory.value, why.code);
    return below?.ok === true ? { ok: true, value: { ...why, code: below.value } } : below;
  }

  /** Looks below a directory until something is found that is not in sync. Undefined where only a look at all tells. */
  async #explainBelow(top: AskedDirectory, known: BelowCode): Promise<Result<BelowCode> | undefined> {
    let code = known;
    let different: RelativePath[] = [];
    const pending = [top];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const compared = await this.#part.compare(at);
      if (!compared.ok) return compared;
      if (compared.value.view.problems.length > 0) return { ok: true, value: 'contains-unsynced' };
      pending.push(...compared.value.directories);
      different.push(...compared.value.different);
      if (different.length < BATCH && pending.length > 0) continue;
      const found = different.length === 0 ? IN_SYNC : await this.#explainAll(different);
      if (found?.ok !== true || found.value === 'contains-unsynced') return found;
      if (found.value === 'contains-stays-here') code = found.value;
      different = [];
    }
    return { ok: true, value: code };
  }

  async #explainAll(paths: readonly RelativePath[]): Promise<Result<BelowCode> | undefined> {
    const inspected = await this.#inspect(paths);
    if (inspected?.ok !== true) return inspected;
    const { planned, problems, failures } = inspected.value;
    const isUnsynced = [...problems, ...failures].some((problem) => isInside(problem.path, this.#path));
    if (isUnsynced || planned.plan.operations.length > 0) return { ok: true, value: 'contains-unsynced' };
    return listOnlyHere(planned).length > 0 ? { ok: true, value: 'contains-stays-here' } : IN_SYNC;
  }

  /** Where second versions stay here, what is beside such a name has a say. */
  #mayBeSecond(path: RelativePath): boolean {
    if (this.#input.settings.shouldUploadSecondVersions) return false;
    return path.split('/').some((name) => isConflictName(name) || this.#secondNames.has(name));
  }

  async #inspect(paths: readonly RelativePath[]): Promise<Result<Inspection> | undefined> {
    if (paths.some((path) => this.#mayBeSecond(path))) return undefined;
    const taken = await this.#part.take(paths);
    if (!taken.ok) return taken;
    const sides = taken.value;
    if (sides === undefined || hasSay(this.#input.database, sides)) return undefined;
    const inspected = await planOnSides(sides, this.#input);
    // How much else goes decides whether a removal waits for a person.
    const isRemoving = inspected.ok && inspected.value.planned.plan.operations.some(({ kind }) => kind === 'remove');
    return isRemoving ? undefined : inspected;
  }
}

/** True where more than the trees decides on an item of the part: a question that waits, or a move of ours. */
function hasSay(database: SyncDatabase, { base }: Sides): boolean {
  const isAsked = database.listHolds().some(({ nodes }) => nodes.some((id) => base.has(id)));
  return isAsked || database.listBegun().some((act) => act.kind === 'move');
}

/** Both places of the conflicts of which one is at the path, or above it. */
function listVersionsOf(path: RelativePath, database: SyncDatabase): readonly RelativePath[] {
  const base = database.loadBase();
  return database.listConflicts().flatMap((record) => {
    const places = record.state.kind === 'dissolved' ? [] : findPlaces(record, base);
    return places.some((place) => isInside(path, place)) ? places : [];
  });
}

/** The first version goes with its directory wherever that is carried. */
function findPlaces(record: ConflictRecord, base: ReadonlyMap<NodeId, BaseRow>): readonly RelativePath[] {
  const nowAt = findPath(base, record.nodeId);
  const at = nowAt === undefined ? record.path : joinPath(parentPath(nowAt), baseName(record.path));
  return [at, secondPath(at, record.secondName)];
}

async function explainWith(
  path: RelativePath,
  value: Inspection | undefined,
  input: InspectInput,
): Promise<Why | undefined> {
  if (value === undefined) return undefined;
  const state = value.report?.state;
  const explained = explainPath({
    path,
    plan: value.planned.plan,
    problems: [...value.problems, ...listLeftHere(value.planned)],
    failures: value.failures,
    stoppedBy: state === undefined ? undefined : findStop(state),
    rules: input.settings.rules,
    choices: input.database.loadSelection().choices,
    staying: value.planned.observed.unsync.flatMap(({ staying }) => staying),
    onlyHere: listOnlyHere(value.planned),
    holdPlan: value.holdPlan,
  });
  const conflict = findConflictAt(path, input.database.listConflicts(), value.planned.plan);
  const renaming = await findRenaming(explained, value, input);
  const why: Why = { ...explained, ...(conflict === undefined ? {} : { conflict }), ...renaming };
  // Downloads wait for space, not for the next run.
  if (why.code !== 'waiting-to-download') return why;
  const space = await input.filesystem.readSpace();
  return space.ok && space.value.freeBytes < DISK_RESERVE_BYTES ? { ...why, code: 'disk-full' } : why;
}

/** Only where the path's own name is the trouble: of a directory above it another one would be told. */
async function findRenaming(
  { path, code }: Why,
  { problems, failures }: Inspection,
  { filesystem, database, settings: { rules } }: InspectInput,
): Promise<Pick<Why, 'renaming'>> {
  const own = [...problems, ...failures].find((problem) => problem.path === path && problem.code === code);
  if (own === undefined) return {};
  const known = await proposeNames([own], { filesystem, remoteRows: database.loadRemoteTree().values(), rules });
  const renaming = known.get(own);
  return renaming === undefined ? {} : { renaming };
}

function findStop(state: FolderReport['state']): ProblemCode | undefined {
  if (state.kind === 'paused') return 'cancelled';
  return state.kind === 'offline' || state.kind === 'stopped' ? state.error.code : undefined;
}
