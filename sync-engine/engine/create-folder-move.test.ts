import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeFolderLock } from '../filesystem/folder-lock.ts';
import type { MoveStage } from '../testing/crash/move-stage.ts';
import { buildMoveStage, commitTo, findFaultsAfterMove } from '../testing/crash/move-stage.ts';
import { buildBaseRow } from '../sync-database/database-builders.ts';
import { openSyncDatabase } from '../sync-database/open-sync-database.ts';
import { databasePathFor } from './opening/database-path.ts';
import type { FolderMove } from './create-folder-move.ts';
import { adoptMovedFolder, moveSyncFolder } from './create-folder-move.ts';

function build(): MoveStage {
  const stage = buildMoveStage();
  onTestFinished(() => rmSync(stage.home, { recursive: true }));
  return stage;
}

function move(stage: MoveStage, how: 'rename' | 'copy', changes: Partial<FolderMove> = {}) {
  const { from, to, stateDirectory, settingsPath } = stage;
  return moveSyncFolder({
    from,
    to,
    stateDirectory,
    signal: new AbortController().signal,
    onProgress: () => {},
    commit: commitTo(settingsPath),
    isOnSameDisk: () => how === 'rename',
    ...changes,
  });
}

function placeOf({ settingsPath }: MoveStage): string {
  return readFileSync(settingsPath, 'utf8');
}

/** The log of a folder that was synced at this place once, by a program that was killed. */
function leaveLog({ home, to, stateDirectory }: MoveStage): void {
  const path = join(home, 'earlier.sqlite');
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  opened.database.commitBase([{ kind: 'put', row: buildBaseRow(7, 'früher.txt') }]);
  copyFileSync(`${path}-wal`, `${databasePathFor(to, stateDirectory)}-wal`);
  opened.database.close();
}

describe('a sync folder that is moved', () => {
  it.each(['rename', 'copy'] as const)(
    'takes nothing over that an earlier folder left at its place: %s',
    async (how) => {
      const stage = build();
      leaveLog(stage);

      await move(stage, how);

      expect([placeOf(stage), findFaultsAfterMove(stage)]).toEqual([stage.to, []]);
    },
  );

  it('on one disk gets a new name, and what was agreed on goes along', async () => {
    const stage = build();

    expect(await move(stage, 'rename')).toEqual({ kind: 'moved', left: undefined });

    expect([placeOf(stage), findFaultsAfterMove(stage), existsSync(stage.from)]).toEqual([stage.to, [], false]);
  });

  it('to another disk is copied, read back, and left at the old place', async () => {
    const stage = build();
    const progress: number[] = [];

    const end = await move(stage, 'copy', { onProgress: ({ bytesDone }) => progress.push(bytesDone) });

    expect(end).toMatchObject({ kind: 'moved', left: { path: stage.from } });
    expect([placeOf(stage), findFaultsAfterMove(stage)]).toEqual([stage.to, []]);
    expect(readlinkSync(join(stage.to, 'Verknüpfung'))).toBe('Haushalt.txt');
    expect(readFileSync(join(stage.from, 'Haushalt.txt'), 'utf8')).toBe('Ansatz');
    expect(progress.at(-1)).toBe(Math.max(...progress));
  });

  it('takes along what is written while it is copied', async () => {
    const stage = build();
    let isWritten = false;
    const write = (): void => {
      if (isWritten) return;
      isWritten = true;
      writeFileSync(join(stage.from, 'Akten', 'neu.txt'), 'eben geschrieben');
    };

    await move(stage, 'copy', { onProgress: write });

    expect(readFileSync(join(stage.to, 'Akten', 'neu.txt'), 'utf8')).toBe('eben geschrieben');
  });

  it('stays where it is when somebody writes into it all the time', async () => {
    const stage = build();
    let count = 0;
    const write = (): void => writeFileSync(join(stage.from, 'Haushalt.txt'), `${(count += 1)}`);

    expect(await move(stage, 'copy', { onProgress: write })).toEqual({ kind: 'failed', code: 'still-changing' });

    expect([placeOf(stage), existsSync(stage.to), readdirSync(stage.home).toSorted()]).toEqual([
      stage.from,
      false,
      ['Alt', 'settings', 'state'],
    ]);
  });

  it.each(['rename', 'copy'] as const)('stays where it is when the settings cannot be written: %s', async (how) => {
    const stage = build();

    expect(await move(stage, how, { commit: () => false })).toEqual({ kind: 'failed', code: 'settings-not-written' });

    expect([placeOf(stage), findFaultsAfterMove(stage), existsSync(stage.to)]).toEqual([stage.from, [], false]);
  });

  it('stays where it is when a person changes their mind', async () => {
    const stage = build();
    const stop = new AbortController();

    const end = await move(stage, 'copy', { signal: stop.signal, onProgress: () => stop.abort() });

    expect(end).toEqual({ kind: 'failed', code: 'cancelled' });
    expect([placeOf(stage), findFaultsAfterMove(stage), existsSync(stage.to)]).toEqual([stage.from, [], false]);
  });

  it('replaces nothing that is there already', async () => {
    const stage = build();
    mkdirSync(stage.to);
    writeFileSync(join(stage.to, 'fremd.txt'), 'von jemand anderem');

    expect(await move(stage, 'rename')).toEqual({ kind: 'failed', code: 'path-taken' });

    expect([readdirSync(stage.to), existsSync(join(stage.from, 'Haushalt.txt'))]).toEqual([['fremd.txt'], true]);
  });

  it('is not moved while another program syncs it', async () => {
    const stage = build();
    const lock = takeFolderLock(join(stage.from, '.bayernbox', 'lock'));

    expect(await move(stage, 'rename')).toEqual({ kind: 'failed', code: 'local-folder-in-use' });

    if (lock.ok) lock.value.release();
  });
});

describe('a sync folder that a person has moved', () => {
  function adopt({ from, to, stateDirectory, settingsPath }: MoveStage) {
    return adoptMovedFolder({ from, to, stateDirectory, commit: commitTo(settingsPath) });
  }

  it('is gone on with at its new place', () => {
    const stage = build();
    renameSync(stage.from, stage.to);

    expect(adopt(stage)).toBe('adopted');

    expect([placeOf(stage), findFaultsAfterMove(stage)]).toEqual([stage.to, []]);
  });

  it('is not mistaken for another one', () => {
    const stage = build();
    const other = join(stage.home, 'Neu', '.bayernbox');
    mkdirSync(other, { recursive: true });
    expect(adopt(stage)).toBe('not-the-same');
    writeFileSync(join(other, 'folder.json'), JSON.stringify({ folderId: 'folder-2', database: '' }));

    expect(adopt(stage)).toBe('not-the-same');

    expect(placeOf(stage)).toBe(stage.from);
  });
});
