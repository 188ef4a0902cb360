import { cpSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import { databasePathFor } from '../../engine/opening/database-path.ts';
import { toBaseNode } from '../../executor/ledger.ts';
import { toLocalStamp } from '../../filesystem/local-stamp.ts';
import { openSyncDatabase } from '../../sync-database/open-sync-database.ts';
import type { BaseChange } from '../../sync-database/sync-database.ts';
import { Computer } from '../scenarios/computer.ts';
import { ServerFolder } from '../scenarios/server-folder.ts';
import type { Order } from './engine-process.ts';
import type { Change } from './story.ts';
import { BASE_TREE, LOCAL_CHANGES, SERVER_CHANGES } from './story.ts';

const REMOTE_PATH = toPath('Ablage');
const ACCOUNT = { userName: 'anna', password: 'a long password' } as const;

/** One computer and its server at the moment at which the story is told and the engine has not yet run. */
export interface CrashCopy extends AsyncDisposable {
  readonly computer: Computer;
  readonly databasePath: string;
  readonly serverFolder: ServerFolder;
  /** What a process has to be told to sync this copy. */
  readonly order: Order;
}

/** Prepares a synced folder once, and hands out copies of computer and server, of which each may be crashed. */
export class CrashStage {
  readonly #profile: ProfileKind;
  readonly #homePath: string;
  #templateUrl = '';

  private constructor(profile: ProfileKind, homePath: string) {
    this.#profile = profile;
    this.#homePath = homePath;
  }

  /** Syncs the base and makes the server's changes; the template then lies still below `homePath`. */
  static async prepare(profile: ProfileKind, homePath: string): Promise<CrashStage> {
    const stage = new CrashStage(profile, homePath);
    const server = await stage.#startServer(stage.#templatePath);
    try {
      stage.#templateUrl = server.url;
      const serverFolder = openServerFolder(server);
      await serverFolder.create(BASE_TREE);
      const session = await stage.#createComputer(stage.#templatePath, server).sync();
      if (session.end.kind !== 'idle') throw new Error(`the base was not synced: ${session.end.kind}`);
      for (const change of SERVER_CHANGES) await changeServer(serverFolder, change);
    } finally {
      await server.close();
    }
    return stage;
  }

  /** A copy of its own in a new directory. The sync database is told that its files have other inodes now. */
  async copy(name: string): Promise<CrashCopy> {
    const path = join(this.#homePath, name);
    cpSync(this.#templatePath, path, { recursive: true, preserveTimestamps: true });
    const server = await this.#startServer(path);
    const computer = this.#createComputer(path, server);
    const statePath = join(path, 'state');
    const databasePath = databasePathFor(computer.folderPath, statePath);
    const templateDatabase = databasePathFor(join(this.#templatePath, 'folder'), join(this.#templatePath, 'state'));
    renameSync(join(statePath, templateDatabase.slice(templateDatabase.lastIndexOf('/') + 1)), databasePath);
    adoptCopy({ databasePath, folderPath: computer.folderPath, from: this.#templateUrl, to: server.url });
    for (const change of LOCAL_CHANGES) computer.do(change);
    return {
      computer,
      databasePath,
      serverFolder: openServerFolder(server),
      order: {
        folderPath: computer.folderPath,
        statePath,
        serverUrl: server.url,
        remotePath: REMOTE_PATH,
        ...ACCOUNT,
        diaryPath: join(path, 'diary'),
      },
      [Symbol.asyncDispose]: async () => {
        await server.close();
        rmSync(path, { recursive: true });
      },
    };
  }

  get #templatePath(): string {
    return join(this.#homePath, 'template');
  }

  #startServer(path: string): Promise<DevServer> {
    mkdirSync(path, { recursive: true });
    return startDevServer({
      dataDirectory: join(path, 'server'),
      profile: this.#profile,
      users: [{ name: ACCOUNT.userName, password: ACCOUNT.password }],
    });
  }

  #createComputer(path: string, server: DevServer): Computer {
    return new Computer(path, { serverUrl: server.url, remotePath: REMOTE_PATH, ...ACCOUNT });
  }
}

function openServerFolder(server: DevServer): ServerFolder {
  return new ServerFolder({ davUrl: `${server.users[0]?.davRoot ?? ''}${REMOTE_PATH}/`, ...ACCOUNT });
}

/** A copied folder has new inodes and its server a new address: without this the engine would rightly distrust it. */
function adoptCopy(copy: {
  readonly databasePath: string;
  readonly folderPath: string;
  readonly from: string;
  readonly to: string;
}): void {
  const opened = openSyncDatabase(copy.databasePath);
  if (opened.kind !== 'opened') throw opened.error;
  const { database } = opened;
  const rows = database.loadBase();
  const nodes = new Map([...rows.values()].map((row) => [row.id, toBaseNode(row)]));
  const changes: BaseChange[] = [...rows.values()].map((row) => {
    const stats = lstatSync(join(copy.folderPath, findPath(nodes, row.id) ?? ''), { bigint: true });
    return { kind: 'put', row: { ...row, local: toLocalStamp(stats) } };
  });
  database.commitBase(changes);
  const identity = database.loadIdentity();
  if (identity === undefined) throw new Error('the template was never opened');
  const { dev, ino } = lstatSync(copy.folderPath, { bigint: true });
  database.saveIdentity({
    ...identity,
    localRootDevice: dev,
    localRootInode: ino,
    remoteRootIdentity: identity.remoteRootIdentity.replace(copy.from, copy.to),
  });
  database.close();
}

async function changeServer(folder: ServerFolder, change: Change): Promise<void> {
  switch (change.kind) {
    case 'write': {
      const slash = change.path.indexOf('/');
      const known = slash === -1 ? {} : await folder.readTree();
      const parent = change.path.slice(0, slash + 1);
      if (slash !== -1 && !(parent in known)) await folder.makeDirectory(parent);
      return folder.put(change.path, change.text);
    }
    case 'move':
      return folder.move(change.from, change.to);
    case 'remove':
      return folder.remove(change.path);
    default:
      return change satisfies never;
  }
}

function toPath(text: string): RelativePath {
  const path = parseRelativePath(text);
  if (path === undefined) throw new Error(`no relative path: ${text}`);
  return path;
}
