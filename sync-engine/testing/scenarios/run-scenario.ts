import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import { Computer } from './computer.ts';
import type { Session } from './computer.ts';
import type { Counts, FileTree, Scenario } from './scenario.ts';
import type { ScenarioServer } from './scenario-server.ts';
import { ServerFolder } from './server-folder.ts';

/** Requests that a run may take when nothing has changed. */
export const MAX_IDLE_REQUESTS = 3;

const MARK = / \(Fassung von [^()]*, \d{4}-\d\d-\d\d \d\d-\d\d-\d\d(?: \d+)?\)/gu;

/** The two computers and the server folder of one scenario. */
interface Stage {
  readonly here: Computer;
  readonly there: Computer;
  readonly server: ServerFolder;
}

/** Plays one scenario and holds its end against what is expected. May run beside others on the same server. */
export async function runScenario(scenario: Scenario, scenarioServer: ScenarioServer): Promise<void> {
  const stage = await prepare(scenario, scenarioServer);
  const { here, there } = stage;
  for (const step of scenario.remote) there.do(step);
  for (const step of scenario.local) here.do(step);
  const written = [...Object.values(here.readTree()), ...Object.values(there.readTree())];
  const sent = await there.sync();
  const met = await here.sync();
  const told = await there.sync();
  const last = await here.sync();

  const story = [sent, met, told, last].map((session) => session.story);
  const { tree, counts, kept } = scenario.expected;
  expect(await readEnds(stage), JSON.stringify(story)).toEqual({
    here: scenario.expected.here ?? tree,
    there: scenario.expected.there ?? tree,
    server: scenario.expected.server ?? tree,
  });
  expect(findLost(written, scenario.start, [here.readTree(), there.readTree()])).toEqual([]);
  expect(toCounts(met), JSON.stringify(met.story)).toEqual(fillCounts(counts));
  expect(here.readKept()).toEqual(kept ?? []);
  expect([toQuiet(told), toQuiet(last)], JSON.stringify(story)).toEqual([QUIET, QUIET]);
  expect(last.story).toEqual([]);
}

async function prepare(
  scenario: Scenario,
  { url, davRoot, userName, password, newPath }: ScenarioServer,
): Promise<Stage> {
  const homePath = mkdtempSync(newPath('scenario-'));
  const remotePath = toPath(homePath.slice(homePath.lastIndexOf('/') + 1));
  const server = new ServerFolder({ davUrl: `${davRoot}${remotePath}/`, userName, password });
  await server.create(scenario.start);
  const address = { serverUrl: url, remotePath, userName, password };
  const stage = {
    here: new Computer(join(homePath, 'here'), address),
    there: new Computer(join(homePath, 'there'), address),
    server,
  };
  await stage.here.sync();
  await stage.there.sync();
  const start = scenario.start;
  expect(await readEnds(stage)).toEqual({ here: start, there: start, server: start });
  return stage;
}

function toPath(text: string): RelativePath {
  const path = parseRelativePath(text);
  if (path === undefined) throw new Error(`no relative path: ${text}`);
  return path;
}

async function readEnds({ here, there, server }: Stage): Promise<Record<'here' | 'there' | 'server', FileTree>> {
  return {
    here: withoutMarks(here.readTree()),
    there: withoutMarks(there.readTree()),
    server: withoutMarks(await server.readTree()),
  };
}

/** Several second versions of one file stay apart: the next gets one more ` (Fassung)`. */
export function withoutMarks(tree: FileTree): FileTree {
  const plain: Record<string, string> = {};
  for (const [path, text] of Object.entries(tree)) {
    let name = path.replace(MARK, ' (Fassung)');
    while (name in plain) name += ' (Fassung)';
    plain[name] = text;
  }
  return plain;
}

/** Versions that a person wrote on either computer and that are nowhere any more. */
function findLost(written: readonly string[], start: FileTree, ends: readonly FileTree[]): readonly string[] {
  const seenByBoth = new Set(Object.values(start));
  const alive = new Set(ends.flatMap((end) => Object.values(end)));
  return written.filter((text) => !seenByBoth.has(text) && !alive.has(text));
}

function fillCounts(counts: Counts): Required<Counts> {
  return {
    uploaded: 0,
    downloaded: 0,
    movedLocal: 0,
    movedRemote: 0,
    deletedLocal: 0,
    deletedRemote: 0,
    conflicts: 0,
    ...counts,
  };
}

function toCounts({ totals }: Session): Required<Counts> {
  const { bytesUp: _up, bytesDown: _down, ...counts } = totals;
  return counts;
}

const QUIET = { end: 'idle', planned: 0, areRequestsFew: true };

function toQuiet({ end, again }: Session): typeof QUIET {
  return { end: end.kind, planned: again.planned, areRequestsFew: again.requests <= MAX_IDLE_REQUESTS };
}
