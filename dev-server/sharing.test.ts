import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileKind } from './server-options.ts';
import type { NodeId, Role } from './store/node.ts';
import { hrefsIn, propfindBody, startTestServer } from './testing/test-server.ts';
import type { TestAnswer, TestServer } from './testing/test-server.ts';

const JAIL = '/dav/spaces/a0ca6a90-a365-4782-871e-d44447bbc668$a0ca6a90-a365-4782-871e-d44447bbc668/';

let test: TestServer;
/** Where bernd sees what anna shares. */
let received: string;

async function start(profile: ProfileKind): Promise<void> {
  test = await startTestServer(profile);
  received = profile === 'owncloud10' ? '/remote.php/dav/files/bernd/' : JAIL;
  await test.status('MKCOL', 'Akten');
  await test.status('MKCOL', 'Akten/Alt');
  await test.status('PUT', 'Akten/a.txt', {}, 'a');
}

afterEach(() => test[Symbol.asyncDispose]());

function share(role: Role, name?: string): NodeId {
  return test.server.sharing.share({
    owner: 'anna',
    path: 'Akten',
    with: 'bernd',
    role,
    ...(name === undefined ? {} : { name }),
  });
}

function asBernd(method: string, path: string, body = ''): Promise<TestAnswer> {
  return test.send({ method, path: received + path, body, credentials: 'bernd:pw' });
}

async function statusForBernd(method: string, path: string, body = ''): Promise<number> {
  return (await asBernd(method, path, body)).status;
}

async function propertyForBernd(path: string, name: string): Promise<string> {
  const answer = await test.send({
    method: 'PROPFIND',
    path: received + path,
    headers: { Depth: '0', Prefer: 'return=minimal' },
    body: propfindBody(name),
    credentials: 'bernd:pw',
  });
  return new RegExp(`<${name}>(.*?)</${name}>`, 'su').exec(answer.text)?.[1] ?? '';
}

describe.each(['owncloud10', 'infinite-scale'] as const)('a share on %s', (profile) => {
  beforeEach(() => start(profile));

  it('is there for its receiver, with the ids and bytes of the owner', async () => {
    share('editor');

    expect((await asBernd('GET', 'Akten/a.txt')).text).toBe('a');
    expect(await propertyForBernd('Akten/a.txt', 'oc:id')).toBe(await test.property('Akten/a.txt', 'oc:id'));
  });

  it('can be changed by an editor, and the owner sees it', async () => {
    share('editor');

    expect(await statusForBernd('PUT', 'Akten/b.txt', 'b')).toBe(201);
    expect((await test.send({ method: 'GET', path: 'Akten/b.txt' })).text).toBe('b');
  });

  it.each([
    ['PUT', 'Akten/a.txt'],
    ['PUT', 'Akten/new.txt'],
    ['MKCOL', 'Akten/New'],
    ['DELETE', 'Akten/a.txt'],
  ])('refuses a viewer %s %s', async (method, path) => {
    share('viewer');

    expect(await statusForBernd(method, path)).toBe(403);
  });

  it('shows letters by role', async () => {
    const id = share('viewer');
    const letters = (): Promise<readonly string[]> =>
      Promise.all(['Akten', 'Akten/a.txt', 'Akten/Alt'].map((path) => propertyForBernd(path, 'oc:permissions')));
    const viewer = await letters();
    test.server.sharing.setRole(id, 'editor');

    expect([viewer, await letters()]).toEqual(
      profile === 'owncloud10'
        ? [
            ['SRDNV', 'SR', 'SR'],
            ['SRDNVCK', 'SRDNVW', 'SRDNVCK'],
          ]
        : [
            ['S', '', ''],
            ['SDNVCK', 'DNVW', 'DNVCK'],
          ],
    );
  });

  it('renews the etags up to the receiver’s root when the owner changes something in it', async () => {
    share('viewer');
    const before = await propertyForBernd('', 'd:getetag');
    await test.status('PUT', 'Akten/Alt/c.txt', {}, 'c');

    expect(await propertyForBernd('', 'd:getetag')).not.toBe(before);
  });

  it('is only put out of sight by a DELETE of its place, also by a viewer', async () => {
    share('viewer');

    expect(await statusForBernd('DELETE', 'Akten')).toBe(204);
    expect(await statusForBernd('PROPFIND', 'Akten')).toBe(404);
    expect((await test.send({ method: 'GET', path: 'Akten/a.txt' })).text).toBe('a');
  });

  it('is not there any more when it is taken away, or its item is in the trash', async () => {
    const id = share('viewer');
    share('viewer', 'Zweite');
    test.server.sharing.unshare(id);
    const afterUnsharing = [await statusForBernd('PROPFIND', 'Akten'), await statusForBernd('PROPFIND', 'Zweite')];
    await test.status('DELETE', 'Akten');

    expect(afterUnsharing).toEqual([404, 207]);
    expect(await statusForBernd('PROPFIND', 'Zweite')).toBe(404);
  });

  it('can be shown at two places with one id', async () => {
    share('editor');
    share('editor', 'Zweite');
    await statusForBernd('PUT', 'Zweite/b.txt', 'b');

    expect((await asBernd('GET', 'Akten/b.txt')).text).toBe('b');
    expect(await propertyForBernd('Zweite', 'oc:id')).toBe(await propertyForBernd('Akten', 'oc:id'));
  });

  it('is kept over a restart', async () => {
    share('editor');
    await test.restart();

    expect((await asBernd('GET', 'Akten/a.txt')).text).toBe('a');
  });

  it('is not seen by others', async () => {
    share('editor');

    expect((await test.send({ method: 'PROPFIND', path: `${received}Akten` })).status).toBe(404);
  });
});

describe('the common root of shares on Infinite Scale', () => {
  beforeEach(async () => {
    await start('infinite-scale');
    share('editor');
  });

  it('takes nothing, and moves none of its places', async () => {
    const headers = { Destination: `${JAIL}Neu` };
    const moved = await test.send({ method: 'MOVE', path: `${JAIL}Akten`, headers, credentials: 'bernd:pw' });

    expect([await statusForBernd('PUT', 'x'), await statusForBernd('MKCOL', 'X'), moved.status]).toEqual([
      403, 403, 404,
    ]);
  });

  it('lists each share as a drive of its own, which can be used', async () => {
    const drives = await test.send({ method: 'GET', path: '/graph/v1.0/me/drives', credentials: 'bernd:pw' });
    const { value } = JSON.parse(drives.text) as {
      value: readonly { driveType: string; name: string; root: { webDavUrl: string } }[];
    };
    const path = new URL(value.find(({ driveType }) => driveType === 'mountpoint')?.root.webDavUrl ?? '').pathname;
    const listed = await test.send({ method: 'PROPFIND', path, headers: { Depth: '1' }, credentials: 'bernd:pw' });

    expect(value.map(({ driveType, name }) => `${driveType} ${name}`)).toEqual([
      'personal bernd',
      'virtual Shares',
      'mountpoint Akten',
    ]);
    expect(hrefsIn(listed.text)).toHaveLength(3);
  });
});

describe('a project space on Infinite Scale', () => {
  beforeEach(() => start('infinite-scale'));

  async function driveOf(user: string): Promise<string | undefined> {
    const drives = await test.send({ method: 'GET', path: '/graph/v1.0/me/drives', credentials: `${user}:pw` });
    const { value } = JSON.parse(drives.text) as {
      value: readonly { driveType: string; root: { webDavUrl: string } }[];
    };
    const url = value.find(({ driveType }) => driveType === 'project')?.root.webDavUrl;
    return url === undefined ? undefined : new URL(url).pathname;
  }

  it('has members by role, a quota of its own, and can be disabled and left', async () => {
    const { sharing } = test.server;
    const space = sharing.createSpace({
      name: 'Bauamt',
      members: { anna: 'editor', bernd: 'viewer' },
      quotaBytes: 10,
    });
    const path = (await driveOf('anna')) ?? '';
    const put = (name: string, body: string, credentials: string): Promise<TestAnswer> =>
      test.send({ method: 'PUT', path: `${path}/${name}`, body, credentials });

    expect((await put('a', '12345678', 'anna:pw')).status).toBe(201);
    expect((await put('b', '12345678', 'anna:pw')).status).toBe(507);
    expect((await put('c', '1', 'bernd:pw')).status).toBe(403);
    sharing.setDisabled(space, true);
    expect([await driveOf('anna'), (await put('a', '1', 'anna:pw')).status]).toEqual([undefined, 404]);
    sharing.setDisabled(space, false);
    sharing.setMember(space, 'bernd', undefined);
    expect([await driveOf('anna'), await driveOf('bernd')]).toEqual([path, undefined]);
  });
});
