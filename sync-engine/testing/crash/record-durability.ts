import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import { findHandlePrototype, wrap } from './wrap-call.ts';

/** Position of `local_inode` among the values of a base row, and of a row of an upload that begins. */
const INODE_VALUE = 6;
const SENT_KIND_VALUE = 1;
const SENT_INODE_VALUE = 8;

/** All ways in which the engine changes the bytes of a file. */
const WRITING_CALLS = ['write', 'writev', 'writeFile', 'truncate'] as const;

/**
 * Writes down, in the order in which they end, the calls that decide what a power cut would leave: `bytes <inode>`,
 * `sync <inode>` of a file or directory, `made <inode>` of a new directory, `name <inode> <inode of its directory>`,
 * `row <inode>`, `sent <inode>` of a file that is about to be uploaded, and `commit`. A sync is only sure to cover what
 * had been written when it began: what ended while it went on is written down behind it once more.
 */
export async function recordDurability(path: string): Promise<void> {
  const { lstatSync, writeSync } = fs;
  const file = fs.openSync(path, 'a');
  const note = (line: string): void => void writeSync(file, `${line}\n`);
  const inodeOf = (at: string): bigint => lstatSync(at, { bigint: true }).ino;
  const noteName = (at: unknown): void => {
    // No row tells of a name in the private folder.
    if (typeof at === 'string' && !at.includes(`/${PRIVATE_FOLDER}/`))
      note(`name ${inodeOf(at)} ${inodeOf(dirname(at))}`);
  };
  for (const [name, target] of [
    ['linkSync', 1],
    ['renameSync', 1],
    ['mkdirSync', 0],
  ] as const) {
    wrap(fs, name, (call, args) => {
      const result = call();
      const at = args[target];
      // It may have got the number of a file that is gone.
      if (name === 'mkdirSync' && typeof at === 'string') note(`made ${inodeOf(at)}`);
      noteName(at);
      return result;
    });
  }
  await noteBytes(note);
  wrap(StatementSync.prototype, 'run', (call, args, self) => {
    const isBaseRow = self instanceof StatementSync && self.sourceSQL.startsWith('INSERT OR REPLACE INTO base ');
    const inode = args[INODE_VALUE];
    if (isBaseRow && typeof inode === 'bigint') note(`row ${inode}`);
    const isBegun = self instanceof StatementSync && self.sourceSQL.startsWith('INSERT OR REPLACE INTO begun ');
    if (isBegun && args[SENT_KIND_VALUE] === 'upload') note(`sent ${String(args[SENT_INODE_VALUE])}`);
    return call();
  });
  wrap(DatabaseSync.prototype, 'exec', (call, args) => {
    if (args[0] === 'COMMIT') note('commit');
    return call();
  });
  syncBuiltinESMExports();
}

async function noteBytes(note: (line: string) => void): Promise<void> {
  const { fstatSync } = fs;
  const inodeOf = (handle: unknown): bigint =>
    fstatSync(Number(Reflect.get(Object(handle), 'fd')), { bigint: true }).ino;
  const ended = new Map<bigint, number>();
  const prototype = await findHandlePrototype();
  for (const name of WRITING_CALLS) {
    wrap(prototype, name, async (call, _args, self) => {
      const result: unknown = await call();
      const inode = inodeOf(self);
      ended.set(inode, (ended.get(inode) ?? 0) + 1);
      note(`bytes ${inode}`);
      return result;
    });
  }
  wrap(prototype, 'sync', async (call, _args, self) => {
    const inode = inodeOf(self);
    const before = ended.get(inode);
    const result: unknown = await call();
    note(`sync ${inode}`);
    if (ended.get(inode) !== before) note(`bytes ${inode}`);
    return result;
  });
}
