import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import type { NewDirectoryRule } from '../core/model/selection.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { openSyncDatabase } from '../sync-database/open-sync-database.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import { PLAIN_OPTIONS } from '../testing/builders/engine-options.ts';
import { createEngine } from './create-engine.ts';
import { databasePathFor } from './opening/database-path.ts';

const ASK: NewDirectoryRule = { kind: 'take', askAboveBytes: 500_000_000 };
const ALL: NewDirectoryRule = { kind: 'take', askAboveBytes: 7 };

/** A sync folder whose database is there already, as a program left it that was killed. */
function leaveDatabase(act: (database: SyncDatabase) => void): { readonly root: string; readonly path: string } {
  const root = mkdtempSync(join(tmpdir(), 'bayernbox-engine-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const path = databasePathFor(root, join(root, 'state'));
  mkdirSync(dirname(path), { recursive: true });
  visit(path, act);
  return { root, path };
}

function visit<Value>(path: string, act: (database: SyncDatabase) => Value): Value {
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  try {
    return act(opened.database);
  } finally {
    opened.database.close();
  }
}

function open(root: string): ReturnType<typeof createEngine> {
  return createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: root,
    stateDirectory: join(root, 'state'),
    serverUrl: 'https://cloud.invalid',
    credentials: { kind: 'basic', userName: 'anna', password: 'Geheim-7f3a-Wort' },
    remotePath: ROOT_PATH,
    newDirectories: ASK,
    onEvent: () => {},
  });
}

async function openWithRule(root: string): Promise<void> {
  const engine = open(root);
  if (!engine.ok) throw new Error(engine.error.code);
  await engine.value.folder.close();
}

it('the rule for new folders reaches a database that was made just before a crash', async () => {
  const { root, path } = leaveDatabase(() => {});

  await openWithRule(root);

  expect(visit(path, (database) => database.loadSelection().newDirectories)).toEqual(ASK);
});

it('the rule that a person chose for a folder that has been open stays', async () => {
  const { root, path } = leaveDatabase((database) => {
    database.saveIdentity({
      folderId: 'f',
      localRootPath: '/f',
      localRootDevice: 1n,
      localRootInode: 2n,
      remoteRootIdentity: 'r',
      remoteRootFileId: '',
    });
    database.commitSelection({ ...database.loadSelection(), newDirectories: ALL }, []);
  });

  await openWithRule(root);

  expect(visit(path, (database) => database.loadSelection().newDirectories)).toEqual(ALL);
});

it('a database of a newer version of the program is left alone, and not called unreadable', () => {
  const { root, path } = leaveDatabase(() => {});
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 9999');
  newer.close();
  const before = readFileSync(path);

  const engine = open(root);

  expect(engine).toMatchObject({ ok: false, error: { code: 'database-newer', scope: 'sync-folder' } });
  expect(readFileSync(path).equals(before)).toBe(true);
});
