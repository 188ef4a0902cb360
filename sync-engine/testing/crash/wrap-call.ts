import { open } from 'node:fs/promises';

/** Any function of Node. */
export type Call = (...args: readonly unknown[]) => unknown;

/** What stands around a call: it makes the call, or not, and gives back a result in its place. */
export type Around = (call: () => unknown, args: readonly unknown[], self: unknown) => unknown;

/** Replaces a function of one of Node's modules, for everything that is loaded in this process from now on. */
export function wrap(target: object, name: string, around: Around): void {
  const original: unknown = Reflect.get(target, name);
  if (!isCall(original)) throw new Error(`there is no ${name} to wrap`);
  Reflect.set(target, name, function wrapped(this: unknown, ...args: readonly unknown[]): unknown {
    return around(() => Reflect.apply(original, this, args), args, this);
  });
}

/** True for everything that can be called. */
export function isCall(value: unknown): value is Call {
  return typeof value === 'function';
}

/** What all file handles of Node have in common. */
export async function findHandlePrototype(): Promise<object> {
  await using anyFile = await open(process.execPath, 'r');
  const prototype: unknown = Object.getPrototypeOf(anyFile);
  if (typeof prototype !== 'object' || prototype === null) throw new Error('file handles have no prototype');
  return prototype;
}
