import type { BaseChange, SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { PortSetting } from './port-setting.ts';
import { ProcessDied } from './port-setting.ts';

/** How the names of methods begin that change something. */
const WRITE = /^(?:save|commit|drop|add|remove|replace)/;

/** Writes that the real database makes durable at once; all others may be lost when the power goes. */
const DURABLE: ReadonlySet<string> = new Set([
  'saveIdentity',
  'dropBase',
  'addParked',
  'replaceHolds',
  'replaceFalseAlarms',
  'saveSession',
  'commitSelection',
]);

/** The in-memory database of one program; the program may die right before or right after one of its writes. */
export function createSimulatedDatabase(setting: PortSetting): SyncDatabase {
  const { process, computer, world } = setting;
  const database = new InMemorySyncDatabase(computer.storage);
  return new Proxy<SyncDatabase>(database, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        if (process.isDead) throw new ProcessDied();
        const word = String(name);
        if (!WRITE.test(word)) return Reflect.apply(member, target, args);
        if (word === 'addParked' && world.mutation === 'park-not-journaled') return undefined;
        const before = target.writeCount;
        const reportBefore = computer.storage.report;
        const act = (): unknown => {
          const value: unknown = Reflect.apply(member, target, args);
          if (!isAboutTime(word, reportBefore, computer.storage.report))
            computer.writeCount += target.writeCount - before;
          return value;
        };
        return write(setting, { word, args, act });
      };
    },
  });
}

/**
 * That a session began and ended is written at every start, and every ten minutes that all is still in sync: both say
 * nothing about the two sides.
 */
function isAboutTime(word: string, reportBefore: string | undefined, report: string | undefined): boolean {
  if (word === 'saveSession') return true;
  const [was, is] = [reportBefore, report].map((text) => text?.replace(/"verifiedAtMs":\d+/, ''));
  return word === 'saveReport' && was === is;
}

interface DatabaseWrite {
  readonly word: string;
  readonly args: readonly unknown[];
  readonly act: () => unknown;
}

function write(setting: PortSetting, { word, args, act }: DatabaseWrite): unknown {
  const { process, computer, world } = setting;
  if (process.dyingInDatabase === 'before') dieIn(setting, word);
  const value = act();
  const [first] = args;
  const changes: readonly BaseChange[] = word === 'commitBase' && Array.isArray(first) ? first : [];
  computer.noteStored(DURABLE.has(word) || changes.some(isForgetting));
  world.checks.afterCommit(computer, changes);
  if (process.dyingInDatabase === 'after') dieIn(setting, word);
  return value;
}

/** @see sqlite-sync-database.ts: the same rows are written with a flush there. */
function isForgetting(change: BaseChange): boolean {
  return change.kind === 'remove' || change.row.local === undefined || change.row.remote === undefined;
}

function dieIn({ process, world }: PortSetting, word: string): never {
  world.scheduler.note(`${process.name} dies ${process.dyingInDatabase} ${word}`);
  process.die(false);
  throw new ProcessDied();
}
