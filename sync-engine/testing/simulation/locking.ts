import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, joinPath, parentPath } from '#sync-engine/core/model/relative-path.ts';
import type { Filesystem, LocalEntry } from '#sync-engine/filesystem/filesystem.ts';
import { Random } from '../properties/random.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { CaseEvent, LockingEvent, SimulationCase } from './simulation-case.ts';

/** How long a colleague keeps a file locked. */
const COLLEAGUE_MS = 5 * 60_000;

/** The same case, in which programs here have files open, and colleagues lock files on the server. */
export function withLocks(simulated: SimulationCase): SimulationCase {
  const random = new Random(simulated.seed ^ 0x10c4ed);
  const computers = simulated.computers.map((settings, number) => ({
    ...settings,
    isWatching: number === 0 || settings.isWatching,
    locksOpenFiles: true,
  }));
  const rounds = simulated.rounds.map((events) =>
    events.flatMap((event) => (random.chance(70) ? [draw(random, computers.length), event] : [event])),
  );
  return { ...simulated, computers, rounds };
}

function draw(random: Random, computerCount: number): CaseEvent {
  const [computer, gap, dice] = [random.below(computerCount), random.below(30), random.below(1_000_000)];
  const kind = random.below(100);
  if (kind < 55) return { kind: 'locking', what: 'open', computer, dice, gap };
  if (kind < 75) return { kind: 'locking', what: 'close', computer, dice, gap };
  if (kind < 85) return { kind: 'locking', what: 'lock-there', computer, dice, gap };
  const call = random.pick(['lock', 'refresh-lock', 'unlock'] as const) ?? 'lock';
  const how = random.pick(['fail', 'unknown-after-effect'] as const) ?? 'fail';
  return { kind: 'remote-fault', computer, fault: { kind: how, call, code: 'server-unreachable', times: 1 }, gap };
}

/** A program here opens or closes a file, or a colleague locks one on the server. */
export function actOnLocks(
  { what, dice }: LockingEvent,
  computer: SimulatedComputer,
  { server, hint }: { readonly server: SimulatedServer; readonly hint: (path: RelativePath) => void },
): void {
  const random = new Random(dice);
  if (what === 'lock-there') {
    const path = random.pick(
      server.nodes().filter(({ node }) => node.kind === 'file' && node.lock === undefined),
    )?.path;
    if (path !== undefined) server.lock(path, 'Bernd', COLLEAGUE_MS);
    return;
  }
  const files = computer.nodes().filter(({ node, path }) => node.kind === 'file' && !path.includes('.bayernbox'));
  const path = what === 'open' ? random.pick(files)?.path : random.pick([...computer.openFiles]);
  if (path === undefined) return;
  if (what === 'open') computer.openFiles.add(path);
  else computer.openFiles.delete(path);
  hint(parentPath(path));
}

/**
 * The disk as whoever looks for owner files sees it: beside each file that is open lies one. They are not really there,
 * so that nobody has to tell them from what people wrote.
 */
export function withOwnerFiles(
  filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>,
  computer: SimulatedComputer,
): Pick<Filesystem, 'readDirectory' | 'stat'> {
  const toOwnerFile = (path: RelativePath): RelativePath => joinPath(parentPath(path), `.~lock.${baseName(path)}#`);
  return {
    readDirectory: async (directory) => {
      const reading = await filesystem.readDirectory(directory);
      if (reading.kind !== 'read') return reading;
      const owners = reading.entries.flatMap((entry): readonly LocalEntry[] => {
        const path = joinPath(directory, entry.name);
        return computer.openFiles.has(path) ? [{ ...entry, name: baseName(toOwnerFile(path)) }] : [];
      });
      return { ...reading, entries: [...reading.entries, ...owners] };
    },
    stat: async (ownerFile) => {
      const path = [...computer.openFiles].find((open) => toOwnerFile(open) === ownerFile);
      return path === undefined ? { kind: 'absent' } : filesystem.stat(path);
    },
  };
}
