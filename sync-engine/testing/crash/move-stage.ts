import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toNodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import { toLocalStamp } from '../../filesystem/local-stamp.ts';
import { buildBaseRow, identity } from '../../sync-database/database-builders.ts';
import { openSyncDatabase } from '../../sync-database/open-sync-database.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { databasePathFor } from '../../engine/opening/database-path.ts';

/** Files of the folder that is moved, by place. */
export const FILES: Readonly<Record<string, string>> = {
  'Haushalt.txt': 'Ansatz',
  'Akten/alt.txt': 'alt',
  'Akten/geändert.txt': 'seit dem letzten Abgleich geändert',
  '.bayernbox/kept/k1/weg.txt': 'aufbewahrt',
};

/** A sync folder that has been synced, with its database, and a place to move it to. */
export interface MoveStage {
  readonly home: string;
  readonly from: string;
  readonly to: string;
  readonly stateDirectory: string;
  /** Stands for the settings of the program: where the folder is. */
  readonly settingsPath: string;
}

/** Makes one in a directory that is there. */
export function buildMoveStage(home = mkdtempSync(join(tmpdir(), 'bayernbox-move-'))): MoveStage {
  const [from, to, stateDirectory] = ['Alt', 'Neu', 'state'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of ['Akten', '.bayernbox/kept/k1']) mkdirSync(join(from, folder), { recursive: true });
  mkdirSync(join(stateDirectory, 'moves'), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(from, path), text);
  symlinkSync('Haushalt.txt', join(from, 'Verknüpfung'));
  const databasePath = databasePathFor(from, stateDirectory);
  writeFileSync(
    join(from, '.bayernbox', 'folder.json'),
    JSON.stringify({ folderId: 'folder-1', database: databasePath }),
  );
  withDatabase(databasePath, (database) => {
    const { device, inode } = stampOf(from);
    database.saveIdentity({ ...identity, localRootPath: from, localRootDevice: device, localRootInode: inode });
    const akten = { kind: 'directory', checksum: undefined, local: stampOf(join(from, 'Akten')) } as const;
    const changed = { ...stampOf(join(from, 'Akten/geändert.txt')), mtimeNs: 1n };
    const rows = [
      buildBaseRow(1, 'Akten', akten),
      buildBaseRow(2, 'Haushalt.txt', { local: stampOf(join(from, 'Haushalt.txt')) }),
      buildBaseRow(3, 'alt.txt', { parentId: toNodeId(1), local: stampOf(join(from, 'Akten/alt.txt')) }),
      buildBaseRow(4, 'geändert.txt', { parentId: toNodeId(1), local: changed }),
    ];
    database.commitBase(rows.map((row) => ({ kind: 'put', row })));
  });
  const settingsPath = join(home, 'settings');
  writeFileSync(settingsPath, from);
  return { home, from, to, stateDirectory, settingsPath };
}

/** Writes down where the folder is, whole or not at all. */
export function commitTo(settingsPath: string): (from: string, to: string) => boolean {
  return (from, to) => {
    if (readFileSync(settingsPath, 'utf8') === from) {
      writeFileSync(`${settingsPath}.next`, to, { flush: true });
      renameSync(`${settingsPath}.next`, settingsPath);
    }
    return true;
  };
}

/** What is wrong at the place where the settings say that the folder is; empty when nothing is. */
export function findFaultsAfterMove({ home, from, to, stateDirectory, settingsPath }: MoveStage): readonly string[] {
  const at = readFileSync(settingsPath, 'utf8');
  const faults: string[] = [];
  if (at !== from && at !== to) faults.push(`the settings name ${at}`);
  for (const [path, text] of Object.entries(FILES)) {
    if (!existsSync(join(at, path))) faults.push(`${path} is not there`);
    else if (readFileSync(join(at, path), 'utf8') !== text) faults.push(`${path} is not whole`);
  }
  const databasePath = databasePathFor(at, stateDirectory);
  if (!existsSync(databasePath)) return [...faults, 'there is no database'];
  const marker = existsSync(join(at, '.bayernbox/folder.json'))
    ? readFileSync(join(at, '.bayernbox/folder.json'), 'utf8')
    : '';
  if (!marker.includes('"folder-1"') || !marker.includes(databasePath)) faults.push('the marker is of another folder');
  withDatabase(databasePath, (database) => faults.push(...findBaseFaults(database, at)));
  const drafts = readdirSync(home).filter((name) => name.startsWith('.bayernbox-'));
  if (drafts.length > 0) faults.push('an unfinished copy is left');
  if (readdirSync(join(stateDirectory, 'moves')).some((name) => name.endsWith('.json'))) faults.push('a note is left');
  return faults;
}

/** A base that fits: what was synced still is, what was changed still shows as changed, and the root is this one. */
function findBaseFaults(database: SyncDatabase, at: string): readonly string[] {
  const faults: string[] = [];
  const known = database.loadIdentity();
  const root = stampOf(at);
  if (known?.localRootInode !== root.inode || known.localRootDevice !== root.device)
    faults.push('the base has another root');
  const base = database.loadBase();
  const isAsAgreed = (id: number, path: string): boolean => {
    const local = base.get(toNodeId(id))?.local;
    return local !== undefined && isSameStamp(base.get(toNodeId(id))?.kind ?? 'file', local, stampOf(join(at, path)));
  };
  const wanted = [
    [1, 'Akten', true],
    [2, 'Haushalt.txt', true],
    [3, 'Akten/alt.txt', true],
    [4, 'Akten/geändert.txt', false],
  ] as const;
  for (const [id, path, isAgreed] of wanted) {
    if (isAsAgreed(id, path) !== isAgreed) faults.push(`${path} counts as ${isAgreed ? 'changed' : 'unchanged'}`);
  }
  return faults;
}

function stampOf(path: string): LocalStamp {
  return toLocalStamp(lstatSync(path, { bigint: true }));
}

function withDatabase(path: string, act: (database: SyncDatabase) => void): void {
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  act(opened.database);
  opened.database.close();
}
