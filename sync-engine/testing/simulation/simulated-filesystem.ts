import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import type { Filesystem } from '#sync-engine/filesystem/filesystem.ts';
import { isChoiceNote } from './choosing.ts';
import type { SimulationMutation } from './mutations.ts';
import { withKnownIdentity, withoutLocalExpectation, withoutPlaceExpectation } from './mutations.ts';
import type { PortSetting } from './port-setting.ts';
import { withReplies } from './port-setting.ts';

/** Acts that change what a user sees; each gives a hint. */
const CHANGING: ReadonlySet<string> = new Set(['makeDirectory', 'move', 'keepFile', 'removeDirectory', 'place']);

/** The fake file system of one program: every act waits for its turn before it happens, and again for its answer. */
export function createSimulatedFilesystem(setting: PortSetting): Filesystem {
  const { computer, process, world } = setting;
  const fake = new FakeFilesystem({ clock: process.clock, disk: computer.disk });
  fake.faults.onAct = async (act, path) => {
    await world.scheduler.turn(process, `${act} ${path}`);
    world.checks.beforeLocalAct(computer, act, path);
    const index = computer.localFaults.findIndex((fault) => fault.act === act);
    const fault = index === -1 ? undefined : computer.localFaults.splice(index, 1)[0];
    if (fault !== undefined) fake.faults.add({ act, path, errno: fault.errno, times: 1 });
  };
  const answering = withReplies<Filesystem>(fake, setting, (name, args, value) => {
    if (CHANGING.has(name)) noteChange(setting, name, args);
    // What was chosen has been taken in: a look from before it proves nothing any more.
    if (name === 'removePrivate' && isChoiceNote(String(args[0]))) world.noteChange();
    return isWithMethods(name) ? withInnerReplies(value, setting) : value;
  });
  const lie = world.mutation === undefined ? undefined : LIES[world.mutation];
  return lie === undefined ? answering : override(answering, lie(answering, setting));
}

function isWithMethods(name: string): boolean {
  return name === 'openFile' || name === 'openStaging';
}

/** Open files and staging files are ports of their own. */
function withInnerReplies(outcome: unknown, setting: PortSetting): unknown {
  if (typeof outcome !== 'object' || outcome === null || !('value' in outcome)) return outcome;
  const { value } = outcome;
  if (typeof value !== 'object' || value === null) return outcome;
  return { ...outcome, value: withReplies(value, setting, (_, __, answer) => answer) };
}

function noteChange({ computer, world }: PortSetting, name: string, args: readonly unknown[]): void {
  world.noteChange();
  world.checks.afterLocalAct(computer, name, args);
  world.hint(computer);
}

type Lie = (port: Filesystem, setting: PortSetting) => Partial<Filesystem>;

/** How the disk lies for each guard that is taken away. */
const LIES: Partial<Record<SimulationMutation, Lie>> = {
  'replacement-without-expectation': (port, { computer }) => ({
    place: (request) => port.place(withoutPlaceExpectation(request, computer.disk)),
  }),
  'local-removal-without-expectation': (port, { computer }) => ({
    keepFile: (path, expect, keepId) =>
      port.keepFile(path, withoutLocalExpectation(expect, path, computer.disk), keepId),
  }),
  'names-not-synced-before-base': () => ({ syncDirectory: async () => ({ ok: true, value: undefined }) }),
  'root-identity-unchecked': (port, { computer }) => ({
    readRoot: async () => withKnownIdentity(await port.readRoot(), computer.storage.identity),
    readPrivate: async (name) => {
      const { identity } = computer.storage;
      if (name !== 'folder.json' || identity === undefined) return port.readPrivate(name);
      return JSON.stringify({ folderId: identity.folderId, database: '' });
    },
  }),
};

function override(port: Filesystem, members: Partial<Filesystem>): Filesystem {
  return new Proxy(port, {
    get: (target, name): unknown => Reflect.get(name in members ? members : target, name),
  });
}
