import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects all garbage and gives the pages back to the system. By itself, V8 collects when a program allocates: one that
 * rests would keep what it had at its height, for ever. Takes 0.1 s and more, in one go: for programs at rest only.
 */
export function returnMemory(): void {
  // Node has no other way to ask for that than the one made for tests, which a context has when it is made with it.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  // Only the last resort also empties the pool of free pages.
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [{ type: 'major', flavor: 'last-resort' }]);
}
