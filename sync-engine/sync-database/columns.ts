import type { SQLOutputValue } from 'node:sqlite';
import { DatabaseUnusableError } from './database-unusable-error.ts';

/** Readers of single values. Each throws `DatabaseUnusableError` when the value is not what we ever write. */

export type Column = SQLOutputValue | undefined;

/** A text. */
export function toText(column: Column): string {
  if (typeof column !== 'string') throw new DatabaseUnusableError('broken', 'a text is missing');
  return column;
}

/** A text, or undefined for NULL. */
export function toOptionalText(column: Column): string | undefined {
  return column === null ? undefined : toText(column);
}

/** A safe integer. */
export function toInteger(column: Column): number {
  const value = typeof column === 'bigint' ? Number(column) : column;
  if (!Number.isSafeInteger(value)) throw new DatabaseUnusableError('broken', 'an integer is missing');
  return value as number;
}

/** A safe integer, or undefined for NULL. */
export function toOptionalInteger(column: Column): number | undefined {
  return column === null ? undefined : toInteger(column);
}

function toSigned(column: Column): bigint {
  if (typeof column !== 'bigint') throw new DatabaseUnusableError('broken', 'a 64-bit integer is missing');
  return column;
}

/** A time that was stored by `fromNanoseconds`; the statement must read BigInts. */
export function toNanoseconds(column: Column): bigint {
  if (typeof column !== 'string') return toSigned(column);
  if (!/^-?\d+$/.test(column)) throw new DatabaseUnusableError('broken', 'a time is missing');
  return BigInt(column);
}

/** Some file systems hold times beyond the year 2262, where nanoseconds no longer fit SQLite's integers. */
export function fromNanoseconds(value: bigint): bigint | string {
  return BigInt.asIntN(64, value) === value ? value : value.toString();
}

/** An unsigned 64-bit integer that was stored by `fromUnsigned`. */
export function toUnsigned(column: Column): bigint {
  return BigInt.asUintN(64, toSigned(column));
}

/** Inodes and devices use all 64 bits without sign; SQLite's integers have one. The bits stay the same. */
export function fromUnsigned(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** True for 1, false for 0. */
export function toFlag(column: Column): boolean {
  const value = toInteger(column);
  if (value !== 0 && value !== 1) throw new DatabaseUnusableError('broken', 'a flag is neither 0 nor 1');
  return value === 1;
}

/** One of the known words. */
export function toWord<Word extends string>(column: Column, words: readonly Word[]): Word {
  const text = toText(column);
  const word = words.find((known) => known === text);
  if (word === undefined) throw new DatabaseUnusableError('broken', 'an unknown word');
  return word;
}
