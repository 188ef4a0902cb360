import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestServer, waitUntil } from './testing/test-server.ts';
import type { TestServer } from './testing/test-server.ts';
import type { ProfileKind } from './server-options.ts';

const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];

it.each(PROFILES)('keeps etags, ids, content and tokens over a restart as %s', async (profile) => {
  await using test = await startTestServer(profile, { appPasswords: [{ user: 'anna', token: 'device-token' }] });
  await test.status('MKCOL', 'd');
  await test.status('PUT', 'd/f', {}, 'kept');
  const look = async (): Promise<readonly unknown[]> => [
    await test.etag(''),
    await test.etag('d/f'),
    await test.property('d/f', 'oc:id'),
    (await test.send({ method: 'GET', path: 'd/f', credentials: 'anna:device-token' })).text,
  ];
  const before = await look();

  await test.restart();

  expect(await look()).toEqual(before);
});

it.each(PROFILES)('answers 401 with its challenges to strangers as %s', async (profile) => {
  await using test = await startTestServer(profile);

  const anonymous = await test.send({ method: 'PROPFIND', path: '', credentials: '' });
  const wrong = await test.send({ method: 'PROPFIND', path: '', credentials: 'anna:nope' });
  const ajax = await test.send({
    method: 'PROPFIND',
    path: '',
    credentials: '',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });

  expect([anonymous.status, wrong.status, ajax.status]).toEqual([401, 401, 401]);
  expect(anonymous.headers['www-authenticate']).toContain(profile === 'owncloud10' ? 'Basic realm' : 'Bearer realm');
  expect(ajax.headers['www-authenticate']).toBeUndefined();
});

it('makes, lists, accepts and deletes app tokens on Infinite Scale', async () => {
  await using test = await startTestServer('infinite-scale');
  const made: unknown = JSON.parse((await test.send({ method: 'POST', path: '/auth-app/tokens?expiry=72h' })).text);
  const token = typeof made === 'object' && made !== null && 'token' in made ? String(made.token) : '';
  const bearer = { Authorization: `Bearer ${token}` };

  expect(token).toMatch(/^\w{16}$/u);
  expect([
    await test.status('PROPFIND', '', bearer),
    (await test.send({ method: 'PROPFIND', path: '', credentials: `anna:${token}` })).status,
  ]).toEqual([207, 207]);
  const list = (await test.send({ method: 'GET', path: '/auth-app/tokens' })).text;
  expect(list).not.toContain(token);
  const hash = /"token":"(\w+)"/u.exec(list)?.[1] ?? '';
  expect([
    await test.status('DELETE', `/auth-app/tokens?token=${hash}`),
    await test.status('PROPFIND', '', bearer),
  ]).toEqual([200, 401]);
});

it('tells status, capabilities and user in JSON and XML', async () => {
  await using test = await startTestServer('infinite-scale');
  const text = async (path: string, credentials = 'anna:pw'): Promise<string> =>
    (await test.send({ method: 'GET', path, credentials })).text;

  expect(await text('/status.php', '')).toContain('"installed":true');
  expect(await text('/ocs/v1.php/cloud/capabilities?format=json', '')).toContain('"tus_support"');
  expect(await text('/ocs/v2.php/cloud/user?format=json')).toContain('"statuscode":200');
  expect(await text('/ocs/v1.php/cloud/user')).toContain('<statuscode>100</statuscode>');
  expect((await test.send({ method: 'GET', path: '/ocs/v2.php/cloud/capabilities', credentials: '' })).status).toBe(
    401,
  );
});

it('shows the root etag of the space among the drives', async () => {
  await using test = await startTestServer('infinite-scale');
  await test.status('PUT', 'f', {}, 'x');

  const drives: unknown = JSON.parse((await test.send({ method: 'GET', path: '/graph/v1.0/me/drives' })).text);

  expect(drives).toMatchObject({
    value: [
      {
        driveType: 'personal',
        root: { eTag: await test.etag(''), webDavUrl: test.server.users[0]?.davRoot.replace(/\/$/u, '') },
      },
      { driveType: 'virtual' },
    ],
  });
});

function listen(test: TestServer, credentials: string): { readonly text: () => string; readonly close: () => void } {
  let text = '';
  const request = get(`${test.server.url}/ocs/v2.php/apps/notifications/api/v1/notifications/sse`, {
    auth: credentials,
    agent: false,
  });
  request.on('error', () => request.destroy());
  request.on('response', (response) =>
    response.on('data', (part: Buffer) => {
      text += part.toString('utf8');
    }),
  );
  return { text: () => text, close: () => request.destroy() };
}

it('pushes what happens in a share on ownCloud 10 to its receiver, too', async () => {
  await using test = await startTestServer('owncloud10', {
    shares: [{ owner: 'anna', path: 'Akten', with: 'bernd', role: 'viewer' }],
  });
  const bernd = listen(test, 'bernd:pw');
  await waitUntil(() => test.server.pushConnections('bernd') === 1);

  await test.status('PUT', 'private', {}, 'x');
  await test.status('MKCOL', 'Akten/d');
  await waitUntil(() => bernd.text().includes('event:'));

  expect([...bernd.text().matchAll(/^event: (.*)$/gmu)].map(([, name]) => name)).toEqual(['folder-created']);
  bernd.close();
});

it('pushes events to the right user only, with the initiator', async () => {
  await using test = await startTestServer('infinite-scale');
  const anna = listen(test, 'anna:pw');
  const bernd = listen(test, 'bernd:pw');
  await waitUntil(() => test.server.pushConnections('anna') === 1 && test.server.pushConnections('bernd') === 1);

  await test.status('PUT', 'f', { 'Initiator-ID': 'me' }, 'x');
  await test.status('MKCOL', 'd');
  await test.status('MOVE', 'f', { Destination: `${test.root}d/f` });
  await test.status('MOVE', 'd/f', { Destination: `${test.root}d/g` });
  await test.status('DELETE', 'd');
  await waitUntil(() => anna.text().includes('item-trashed'));

  expect([...anna.text().matchAll(/^event: (.*)$/gmu)].map(([, name]) => name)).toEqual([
    'postprocessing-finished',
    'folder-created',
    'item-moved',
    'item-renamed',
    'item-trashed',
  ]);
  expect(anna.text()).toMatch(
    /^id: \ndata: \{"parentitemid":"[^"]+","itemid":"[^"]+","spaceid":"[^"]+","initiatorid":"me"/u,
  );
  expect(bernd.text()).toBe('');
  anna.close();
  bernd.close();
});

it('logs requests without credentials', async () => {
  await using test = await startTestServer('owncloud10');
  await test.status('PUT', 'f', { 'X-OC-Mtime': '1' }, 'x');

  expect(test.server.requestLog.entries).toMatchObject([
    { method: 'PUT', path: '/remote.php/dav/files/anna/f', status: 201, requestHeaders: { 'x-oc-mtime': '1' } },
  ]);
  expect(JSON.stringify(test.server.requestLog.entries)).not.toContain('Basic');
  test.server.requestLog.reset();
  expect(test.server.requestLog.entries).toEqual([]);
});

it('starts from the command line, says one line, keeps no password in clear and stops on SIGTERM', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bayernbox-dev-server-cli-'));
  const child = spawn(
    process.execPath,
    [
      new URL('cli.ts', import.meta.url).pathname,
      '--data',
      directory,
      '--profile',
      'infinite-scale',
      '--user',
      'anna:very-secret-word',
      '--careless',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8');
  });
  await waitUntil(() => output.includes('\n'));

  const ready: unknown = JSON.parse(output);
  child.kill('SIGTERM');
  await once(child, 'exit');

  expect(ready).toMatchObject({ profile: 'infinite-scale', users: [{ name: 'anna' }] });
  expect(output).toMatch(/"url":"http:\/\/127\.0\.0\.1:\d+".*"faultUrl":"[^"]+\/_dev\/faults"/u);
  expect(child.exitCode).toBe(0);
  expect(output).not.toContain('very-secret-word');
  for (const file of await readdir(directory)) {
    if (file.startsWith('server.sqlite'))
      expect((await readFile(join(directory, file))).includes('very-secret-word')).toBe(false);
  }
  await rm(directory, { recursive: true });
});
