import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import { fillDemo } from './demo-content.ts';

it('puts something to look at into an empty demo, and never again what a person has deleted', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bayernbox-demo-'));
  const user = { name: 'anna', password: 'pw' };
  const server = await startDevServer({ dataDirectory, profile: 'infinite-scale', users: [user] });
  onTestFinished(() => server.close());
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }));
  const davRoot = server.users[0]?.davRoot ?? '';
  const authorization = `Basic ${Buffer.from('anna:pw').toString('base64')}`;
  const ask = (path: string, method = 'GET'): Promise<Response> =>
    fetch(davRoot + encodeURI(path), { method, headers: { authorization } });

  await fillDemo({ davRoot, authorization });
  const first = await (await ask('Willkommen.txt')).text();
  await ask('Willkommen.txt', 'DELETE');
  await fillDemo({ davRoot, authorization });

  expect(first).toContain('eine Demo');
  expect(await (await ask('Bauamt/Südring.txt')).text()).toContain('Südring');
  expect((await ask('Willkommen.txt')).status).toBe(404);
});
