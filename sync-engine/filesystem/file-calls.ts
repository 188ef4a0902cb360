import type { BigIntStats } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { NameBytes } from './name-bytes.ts';
import { toNameBytes } from './name-bytes.ts';

/**
 * The few system calls by which names and metadata are read and changed, all but two synchronous: a check and the act
 * after it then run without any other work of this process in between. A port, so that tests can bring up errors and
 * races.
 */
export interface FileCalls {
  /** Undefined when there is no such name, or a parent is no directory. Links are not followed. */
  lstat(path: string): BigIntStats | undefined;
  /** As `lstat`, but follows links; for the root only. */
  stat(path: string): BigIntStats | undefined;
  fstat(descriptor: number): BigIntStats;
  readNames(path: string): readonly NameBytes[];
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  makeDirectory(path: string, mode: number): void;
  removeDirectory(path: string): void;
  openToSetTime(path: string): number;
  setTime(descriptor: number, mtimeSeconds: number): void;
  close(descriptor: number): void;
  /**
   * Opens a staging file, or makes it with the mode that any new file of the user has: the folder around it is private
   * until it is placed.
   */
  openStaging(path: string): Promise<FileHandle>;
  /** Brings everything of an open file or directory onto the disk. */
  sync(handle: FileHandle): Promise<void>;
}

/** Windows has neither flag; there a link is caught by comparing `fstat` with `lstat`. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** Opening a FIFO that took the place of a file must not wait for a writer. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/** Flags for reading a user's file. */
export const READ_FLAGS = constants.O_RDONLY | NO_FOLLOW | NO_WAIT;
/** Flags for a private file that grows and is read back. */
const STAGING_FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | NO_FOLLOW | NO_WAIT;

/** The calls of Node. Windows wants write access for setting times. */
export const nodeFileCalls: FileCalls = {
  lstat: (path) => lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  stat: (path) => statSync(path, { bigint: true, throwIfNoEntry: false }),
  fstat: (descriptor) => fstatSync(descriptor, { bigint: true }),
  readNames: (path) => readdirSync(path, { encoding: 'latin1' }).map(toNameBytes),
  link: linkSync,
  rename: renameSync,
  unlink: unlinkSync,
  makeDirectory: (path, mode) => mkdirSync(path, { mode }),
  removeDirectory: rmdirSync,
  openToSetTime: (path) => openSync(path, process.platform === 'win32' ? constants.O_RDWR : READ_FLAGS),
  setTime: (descriptor, mtimeSeconds) => futimesSync(descriptor, new Date(), mtimeSeconds),
  close: closeSync,
  openStaging: (path) => open(path, STAGING_FLAGS, 0o666),
  sync: (handle) => handle.sync(),
};
