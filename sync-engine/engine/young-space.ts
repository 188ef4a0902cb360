import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap small where new objects live; to be called once by each program that runs the
 * engine, before it loads anything else. The bytes of a transfer lie outside of the heap and count as garbage only when their small owners
 * are collected: with the 32 MB that V8 would let them fill, twice, a program that moves a large file holds 60 MB more, and
 * needs half as much time of the processor again, for full collections. Measured in docs/performance.md.
 *
 * `--max-semi-space-size` would say it, but counts only on a command line, and none of our programs has one of its own.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
