import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBaseRow } from './database-builders.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import { openSyncDatabase, setAsideBrokenDatabase } from './open-sync-database.ts';
import type { SyncDatabase } from './sync-database.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sync-database-'));
  path = join(folder, 'sync.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

function open(): SyncDatabase {
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  return opened.database;
}

function openReason(): string {
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') return opened.reason;
  opened.database.close();
  return 'opened';
}

function fill(rowCount: number): void {
  const database = open();
  database.commitBase(
    Array.from({ length: rowCount }, (_, index) => ({ kind: 'put', row: buildBaseRow(index + 1, `Datei ${index}`) })),
  );
  database.close();
}

function runSql(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

describe('openSyncDatabase', () => {
  it('makes an empty database where there is no file', () => {
    const database = open();

    expect(database.loadBase().size).toBe(0);
    database.close();
  });

  it.runIf(process.platform !== 'win32')('makes files that only their owner can read', () => {
    open().commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);

    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077);

    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it('calls a file broken that has its length and none of its bytes, as power cuts leave it', () => {
    writeFileSync(path, Buffer.alloc(8_192));

    expect(openReason()).toBe('broken');
  });

  it('calls a file that is no database foreign, and leaves it alone', () => {
    writeFileSync(path, 'Ich bin ein Brief. '.repeat(100));
    const before = readFileSync(path);

    expect(openReason()).toBe('foreign');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('calls a database of another program foreign, and leaves it alone', () => {
    runSql(path, 'CREATE TABLE letters (id INTEGER)');
    const before = readFileSync(path);

    expect(openReason()).toBe('foreign');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a newer version, and leaves it alone', () => {
    fill(1);
    runSql(path, 'PRAGMA user_version = 99');
    const before = readFileSync(path);

    expect(openReason()).toBe('newer-version');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('calls a database broken that lost its second half', () => {
    fill(2_000);
    truncateSync(path, readFileSync(path).length / 2);

    expect(openReason()).toBe('broken');
  });

  it('calls a database broken that was emptied, instead of beginning anew', () => {
    fill(1);
    truncateSync(path, 0);

    expect(openReason()).toBe('broken');
  });

  it('calls a database broken whose log was left alone', () => {
    writeFileSync(`${path}-wal`, 'log');

    expect(openReason()).toBe('broken');
  });

  it('calls a database broken that has overwritten pages', () => {
    fill(2_000);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 8_192, bytes.length - 8_192);
    writeFileSync(path, bytes);

    expect(openReason()).toBe('broken');
  });

  it('calls a database broken that lacks a table', () => {
    fill(1);
    runSql(path, 'DROP TABLE parked');

    expect(openReason()).toBe('broken');
  });

  it('throws for a value that is never written', () => {
    fill(1);
    runSql(path, 'UPDATE base SET is_directory = 7');
    const database = open();

    expect(() => database.loadBase()).toThrow(DatabaseUnusableError);
    database.close();
  });

  it('says no-access for a path that is a directory', () => {
    mkdirSync(path);

    expect(openReason()).toBe('no-access');
  });

  it('says in-use while it is open elsewhere', () => {
    const database = open();

    expect(openReason()).toBe('in-use');
    database.close();
    expect(openReason()).toBe('opened');
  });
});

describe('setAsideBrokenDatabase', () => {
  it('keeps the broken file under another name and makes room for a new one', () => {
    writeFileSync(path, 'broken');
    writeFileSync(`${path}-wal`, 'log');

    const aside = setAsideBrokenDatabase(path, 0);

    expect(aside).toBe(`${path}.broken-1970-01-01T00-00-00.000Z`);
    expect([readFileSync(aside, 'utf8'), readFileSync(`${aside}-wal`, 'utf8')]).toEqual(['broken', 'log']);
    expect(openReason()).toBe('opened');
  });

  it('never replaces what was set aside before', () => {
    for (const text of ['first', 'second', 'third']) {
      writeFileSync(path, text);
      setAsideBrokenDatabase(path, 0);
    }

    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('moves a log that was left alone out of the way', () => {
    writeFileSync(`${path}-wal`, 'log');

    setAsideBrokenDatabase(path, 0);

    expect([existsSync(`${path}-wal`), openReason()]).toEqual([false, 'opened']);
  });
});
