import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSite } from '../bench-server.ts';
import { makeFolder } from '../contenders.ts';
import { pollUntil } from '../poll.ts';
import { PUSH } from '../guards.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { withinTime } from '../targets.ts';
import { startWatching } from '../watching.ts';

const NAME = 'Niederschrift.txt';

/** An edit on one computer, until it lies on the disk of another; both watch, and the server pushes. */
export const colleague: Scenario = {
  name: 'colleague',
  title: () => 'from an edit to the disk of a colleague, with push (Infinite Scale)',
  targets: [withinTime('a colleague has an edit on the disk in < 3 s', 3_000)],
  peers: [],
  latenciesMs: [0],
  guards: [
    {
      path: PUSH,
      title:
        'a colleague’s change is here by the event alone, with one look at the root, one at the directory, one download',
    },
  ],
  open,
};

async function open(): Promise<Stage> {
  const site = await openSite({ profile: 'infinite-scale' });
  const { server } = site;
  const [anna, bernd] = [await site.makeHome('anna'), await site.makeHome('bernd')];
  const [here, there] = [await makeFolder(anna), await makeFolder(bernd)];
  writeFileSync(join(here, NAME), 'Anfang');
  const watchingHere = await startWatching({ homePath: anna, folder: here, server });
  const watchingThere = await startWatching({ homePath: bernd, folder: there, server });
  let round = 0;
  return {
    async measure() {
      round += 1;
      const text = `Fassung ${round}`;
      const before = { ...watchingThere.readUsage(), ...server.readTraffic() };
      const startMs = performance.now();
      writeFileSync(join(here, NAME), text);
      await pollUntil(() => readFileSync(join(there, NAME), 'utf8') === text);
      const timeMs = performance.now() - startMs;
      const after = { ...watchingThere.readUsage(), ...server.readTraffic() };
      return {
        timeMs,
        cpuMs: after.cpuMs - before.cpuMs,
        peakMemoryBytes: after.peakMemoryBytes,
        requests: after.requests - before.requests,
        bytes: after.bytes - before.bytes,
      };
    },
    async [Symbol.asyncDispose]() {
      await watchingHere[Symbol.asyncDispose]();
      await watchingThere[Symbol.asyncDispose]();
      await site[Symbol.asyncDispose]();
    },
  };
}
