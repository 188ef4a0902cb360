import type { FileId } from '#sync-engine/core/model/ids.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { isInside } from '#sync-engine/core/model/relative-path.ts';
import type { SelectionAct } from '#sync-engine/core/model/selection.ts';
import { isAway } from '#sync-engine/core/model/selection.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import { isExcludedPath } from './excluding.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { CaseEvent, SimulationCase } from './simulation-case.ts';

/** Digits of a note's number. */
const NOTE_DIGITS = 14;

/** Of the events of a round, so many in a hundred are followed by somebody who chooses. */
const CHOOSING_PERCENT = 40;

/** The same case, in which people also choose what of the server's tree is on their computers. */
export function withChoices(simulated: SimulationCase): SimulationCase {
  const random = new Random(simulated.seed ^ 0x5e1ec7);
  const choose = (): CaseEvent => ({
    gap: random.below(12),
    kind: 'choose',
    computer: random.below(simulated.computers.length),
    dice: random.below(1_000_000),
  });
  const rounds = simulated.rounds.map((round) =>
    round.flatMap((event) => (random.chance(CHOOSING_PERCENT) ? [event, choose()] : [event])),
  );
  return { ...simulated, rounds };
}

/** A person deselects a directory of the server or selects one again; the words for the trace. */
export function chooseByDice(computer: SimulatedComputer, server: SimulatedServer, dice: number): string | undefined {
  const random = new Random(dice);
  const directory = random.pick(listDirectories(server));
  if (directory === undefined || !computer.isMounted) return undefined;
  const act: SelectionAct = { kind: random.chance(60) ? 'deselect' : 'select', ...directory };
  writeNote(computer, [act]);
  return `${act.kind} ${directory.path}`;
}

/** Everything is wanted again: what was kept away comes back, and both sides can be equal. */
export function selectEverything(computer: SimulatedComputer, server: SimulatedServer): void {
  const chosen = [...computer.storage.selection.choices, ...listWaiting(computer)].map(({ fileId, path }) => ({
    fileId,
    path,
  }));
  const directories = [...listDirectories(server), ...chosen].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  writeNote(
    computer,
    directories.map((directory) => ({ kind: 'select', ...directory })),
  );
}

/** What was chosen and has not been taken in. */
export function listWaiting({
  disk,
}: SimulatedComputer): readonly Extract<SelectionAct, { kind: 'select' | 'deselect' }>[] {
  const notes = [...disk.privateTexts].filter(([name]) => isChoiceNote(name));
  return notes.flatMap(([, text]) => (JSON.parse(text) as { acts: ReturnType<typeof listWaiting> }).acts);
}

function listDirectories(server: SimulatedServer): readonly { readonly fileId: FileId; readonly path: RelativePath }[] {
  return server
    .nodes()
    .flatMap(({ path, node }) =>
      node.kind === 'directory' ? [{ fileId: node.fileId, path: path as RelativePath }] : [],
    );
}

/** True for a place on the server that lies in a directory which is kept away from this computer. */
export function isKeptAway(computer: SimulatedComputer, server: SimulatedServer, path: string): boolean {
  const away = new Set(computer.storage.selection.choices.filter(isAway).map(({ fileId }) => fileId));
  return listDirectories(server).some(
    (directory) => away.has(directory.fileId) && isInside(path as RelativePath, directory.path),
  );
}

/** File ids of everything that lies there, or under a name that takes no part. */
export function listKeptAway(computer: SimulatedComputer, server: SimulatedServer): ReadonlySet<string> {
  const { choices } = computer.storage.selection;
  const away = server
    .nodes()
    .filter(({ path }) => isExcludedPath(path) || (choices.length > 0 && isKeptAway(computer, server, path)));
  return new Set(away.map(({ node }) => node.fileId));
}

/** True for the private file in which choices wait. */
export function isChoiceNote(name: string): boolean {
  return name.startsWith('choice-');
}

/** As the engine's own notes: behind all that wait already. */
function writeNote(computer: SimulatedComputer, acts: readonly SelectionAct[]): void {
  if (acts.length === 0) return;
  const texts = computer.disk.privateTexts;
  const waiting = [...texts.keys()].filter(isChoiceNote).toSorted();
  const number = Number(waiting.at(-1)?.slice('choice-'.length, 'choice-'.length + NOTE_DIGITS) ?? 0) + 1;
  texts.set(`choice-${String(number).padStart(NOTE_DIGITS, '0')}-x.json`, JSON.stringify({ atMs: number, acts }));
}
