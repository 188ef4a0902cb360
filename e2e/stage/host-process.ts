import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the engine hosts that this process, or a child of it, has started. Linux alone tells. */
export function findHostProcesses(parent = process.pid): readonly number[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
  const isBelow = (pid: number): boolean => {
    const found = all.find((one) => one.pid === pid);
    return found !== undefined && (found.parent === parent || isBelow(found.parent));
  };
  return all
    .filter(({ pid, command }) => /engine-host(\/main\.ts|\.mjs)/.test(command) && isBelow(pid))
    .map(({ pid }) => pid);
}

function readProcess(pid: number): readonly { pid: number; parent: number; command: string }[] {
  try {
    const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
  } catch (error) {
    // It has ended while we looked.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
