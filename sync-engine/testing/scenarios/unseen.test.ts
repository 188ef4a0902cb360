import { mkdtempSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { Computer } from './computer.ts';
import { startScenarioServer } from './scenario-server.ts';
import type { ScenarioServer } from './scenario-server.ts';
import { ServerFolder } from './server-folder.ts';

const LIMIT_MS = 120_000;

describe.each(['owncloud10', 'infinite-scale'] as const)('what a computer cannot see, on %s', (profile) => {
  let scenarioServer: ScenarioServer;

  beforeAll(async () => {
    scenarioServer = await startScenarioServer(profile, {});
  });

  afterAll(() => scenarioServer[Symbol.asyncDispose]());

  async function open(
    start: Readonly<Record<string, string>>,
  ): Promise<{ readonly here: Computer; readonly there: Computer; readonly server: ServerFolder }> {
    const { url, davRoot, userName, password, newPath } = scenarioServer;
    const homePath = mkdtempSync(newPath('unseen-'));
    const remotePath = homePath.slice(homePath.lastIndexOf('/') + 1) as RelativePath;
    const server = new ServerFolder({ davUrl: `${davRoot}${remotePath}/`, userName, password });
    await server.create(start);
    const address = { serverUrl: url, remotePath, userName, password };
    const [here, there] = [new Computer(`${homePath}/here`, address), new Computer(`${homePath}/there`, address)];
    for (const computer of [here, there]) await computer.sync();
    return { here, there, server };
  }

  test.each([
    ['answers 500', { kind: 'status', status: 500 }],
    ['breaks off in the middle of its XML', { kind: 'cut-multistatus' }],
  ] as const)(
    'a listing that %s takes nothing away here, and everything comes when it works again',
    async (_how, effect) => {
      const { here, there } = await open({ 'Docs/': '', 'Docs/a.txt': 'a', 'Docs/b.txt': 'b', 'other.txt': 'other' });
      there.do({ kind: 'remove', path: 'Docs/a.txt' });
      there.do({ kind: 'write', path: 'Docs/c.txt', text: 'c' });
      await there.sync();
      scenarioServer.faults.add({ method: 'PROPFIND', path: '/Docs/?$', effect });

      const blind = await here.sync();
      const during = here.readTree();
      scenarioServer.faults.clear();
      const seeing = await here.sync();

      expect(during).toEqual({ 'Docs/': '', 'Docs/a.txt': 'a', 'Docs/b.txt': 'b', 'other.txt': 'other' });
      expect(blind.end).toMatchObject({ kind: 'idle', problems: [{ path: 'Docs' }] });
      expect(seeing.end).toEqual({ kind: 'idle', problems: [] });
      expect(here.readTree()).toEqual({ 'Docs/': '', 'Docs/b.txt': 'b', 'Docs/c.txt': 'c', 'other.txt': 'other' });
    },
    LIMIT_MS,
  );

  test(
    'a folder deleted here that holds something on the server that is not synced stays there with just that',
    async () => {
      const { here, there, server } = await open({
        'Docs/': '',
        'Docs/a.txt': 'a',
        'Docs/deep/': '',
        'Docs/deep/b.txt': 'b',
        'other.txt': 'other',
      });
      await server.put('Docs/entwurf~', 'only on the server');
      here.do({ kind: 'remove', path: 'Docs' });

      await here.sync();
      await there.sync();

      expect(await server.readTree()).toEqual({
        'Docs/': '',
        'Docs/entwurf~': 'only on the server',
        'other.txt': 'other',
      });
      expect(here.readTree()).toEqual({ 'other.txt': 'other' });
    },
    LIMIT_MS,
  );
});
