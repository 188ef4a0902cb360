import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { DEFAULT_LIMITS } from '../core/guards/mass-removal.ts';
import type { FileId } from '../core/model/ids.ts';
import { parseRelativePath } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Problem } from '../core/model/problem.ts';
import { LocalDiscovery } from '../discovery/local-discovery.ts';
import type { RemoteView } from '../discovery/remote-discovery.ts';
import { PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import type { Filesystem } from '../filesystem/filesystem.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import { DISK_RESERVE_BYTES } from '../core/model/disk-reserve.ts';
import { databasePathFor } from './database-path.ts';
import { KnownContents } from './known-contents.ts';
import { lookOutOfSight } from './out-of-sight.ts';
import type { Planned } from './plan-from-views.ts';
import { planFromViews } from './plan-from-views.ts';
import type { HoldPlan } from './plan-holds.ts';
import { planHolds } from './plan-holds.ts';
import type { FolderSettings } from './parts.ts';
import { listProblems } from './problems.ts';
import type { Why } from './why.ts';
import { explainPath, findConflictAt } from './why.ts';

/** A sync folder found from a path inside it. */
export interface FoundFolder {
  readonly rootPath: string;
  readonly path: RelativePath;
  readonly databasePath: string;
  readonly server: 'owncloud10' | 'infinite-scale';
  readonly excludes: string;
}

const markerSchema = z.object({ folderId: z.string(), database: z.string() });
const settingsSchema = z.object({ server: z.enum(['owncloud10', 'infinite-scale']), excludes: z.string() });

/** Finds the sync folder that holds a path, present or not; undefined when there is none. */
export function findFolder(anyPath: string, stateDirectory: string | undefined): FoundFolder | undefined {
  const absolute = withRealParents(resolve(anyPath));
  for (let at = absolute; ; at = dirname(at)) {
    const marker = readJson(join(at, PRIVATE_FOLDER, 'folder.json'), markerSchema);
    const path = parseRelativePath(relative(at, absolute).split(sep).join('/'));
    if (marker !== undefined && path !== undefined) {
      const settings = readJson(join(at, PRIVATE_FOLDER, 'settings.json'), settingsSchema);
      return {
        rootPath: at,
        path,
        databasePath: stateDirectory === undefined ? marker.database : databasePathFor(at, stateDirectory),
        server: settings?.server ?? 'owncloud10',
        excludes: settings?.excludes ?? '',
      };
    }
    if (dirname(at) === at) return undefined;
  }
}

/** Follows links on the way, but not the last name: that may itself be the link in question, or not exist. */
function withRealParents(absolute: string): string {
  const parent = dirname(absolute);
  if (parent === absolute) return absolute;
  return join(existsSync(parent) ? realpathSync(parent) : withRealParents(parent), basename(absolute));
}

function readJson<Value>(path: string, schema: z.ZodType<Value>): Value | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export interface InspectInput {
  readonly filesystem: Filesystem;
  readonly database: SyncDatabase;
  readonly settings: FolderSettings;
  readonly path: RelativePath;
  readonly newToken: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Explains a path from a fresh look at the disk and the last look at the server. Changes nothing, asks no server. */
export async function inspectPath(input: InspectInput): Promise<Why | undefined> {
  const { filesystem, database, settings, signal } = input;
  const parked = new Set(database.listParked().map((node) => node.parkName));
  const discovery = new LocalDiscovery(filesystem, {
    isExcluded: (path, kind) => settings.rules.isExcluded(path, kind),
    checkName: (name) => (parked.has(name) ? undefined : settings.rules.checkForServer(name)),
  });
  const local = await discovery.look({ kind: 'everything' }, signal);
  const remote = storedRemote(database);
  if (!local.ok || remote === undefined) return undefined;
  const base = database.loadBase();
  const planned = await planFromViews({
    filesystem,
    database,
    settings,
    views: { local: await lookOutOfSight(local.value, base, { discovery, signal }), remote, base },
    contents: new KnownContents(),
    hasStableInodes: true,
    token: input.newToken,
    signal,
  });
  if (!planned.ok) return undefined;
  const failures: Problem[] = database.listFailures().map(({ path, side, code }) => ({ path, side, code }));
  const conflict = findConflictAt(input.path, database.listConflicts(), planned.value.plan);
  const explained = explainPath({
    path: input.path,
    plan: planned.value.plan,
    problems: [...listProblems(planned.value), ...failures],
    rules: settings.rules,
    holdPlan: planStoredHolds(planned.value, input),
  });
  const why: Why = conflict === undefined ? explained : { ...explained, conflict };
  // Downloads wait for space, not for the next run.
  if (why.code !== 'waiting-to-download' || (await filesystem.freeBytes()) >= DISK_RESERVE_BYTES) return why;
  return { ...why, code: 'disk-full' };
}

/** What the next run would hold. Whether a change is suspicious is not looked into again: the last run has stored it. */
function planStoredHolds({ observed, plan }: Planned, { database, settings, nowMs }: InspectInput): HoldPlan {
  const stored = database.listHolds();
  const changes = stored.find(({ kind, isApproved }) => kind === 'changes' && !isApproved);
  return planHolds({
    plan,
    rows: database.loadBase(),
    isUnseen: (id) => observed.withheld.nodes.has(id),
    suspicions: new Map(changes?.nodes.map((id) => [id, { kind: 'scrambled' }])),
    stored,
    answers: [],
    recent: database.listRecentActs(),
    limits: settings.removalLimits ?? DEFAULT_LIMITS,
    nowMs,
    newId: () => '',
  });
}

function storedRemote(database: SyncDatabase): RemoteView | undefined {
  const rows = database.loadRemoteTree();
  let rootFileId: FileId | undefined;
  for (const row of rows.values()) if (row.parentFileId === undefined) rootFileId = row.fileId;
  if (rootFileId === undefined) return undefined;
  return { rootFileId, rows, unlisted: [], damaged: [], unproven: [], problems: [], changes: [] };
}
