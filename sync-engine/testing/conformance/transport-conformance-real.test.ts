import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import { ALL_CARELESS } from '#dev-server/server-options.ts';
import type { CarelessSwitches, ProfileKind } from '#dev-server/server-options.ts';
import { Credentials } from '../../auth/credentials.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import type { Transport } from '../../transport/transport.ts';
import { createWebDavTransport } from '../../transport/webdav-transport.ts';
import { describeArchives } from './transport-conformance-archive.ts';
import { describeTreeLooks } from './transport-conformance-looks.ts';
import { startTransportOnDevServer } from './transport-dev-server.ts';
import { at, NEVER, RESUMABLE_ABOVE_BYTES } from './transport-conformance-harness.ts';
import type { CreateTransportHarness, RemoteUser } from './transport-conformance-harness.ts';
import type { CreateSharesHarness } from './transport-conformance-shares.ts';
import { describeShares } from './transport-conformance-shares.ts';
import { describeTransport } from './transport-conformance.ts';

const PASSWORD = 'a long password';
const OWNER_AND_RECEIVER = ['anna', 'bernd'].map((name) => ({ name, password: PASSWORD }));

function createHarness(profile: ProfileKind, careless: Partial<CarelessSwitches>): CreateTransportHarness {
  return async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'bayernbox-transport-'));
    const server = await startDevServer({
      dataDirectory,
      profile,
      careless,
      users: [{ name: 'anna', password: PASSWORD }],
    });
    const credentials = new Credentials({ kind: 'basic', userName: 'anna', password: PASSWORD });
    const transports: Transport[] = [];
    const renew = async (): Promise<Transport> => {
      const options = { serverUrl: server.url, credentials, remotePath: at(''), version: '0.0.0' };
      const transport = createWebDavTransport(
        { ...options, resumableAboveBytes: RESUMABLE_ABOVE_BYTES },
        new SystemClock(),
      );
      transports.push(transport);
      const connected = await transport.connect(NEVER);
      if (!connected.ok) throw new Error(connected.error.detail);
      return transport;
    };
    return {
      transport: await renew(),
      renew,
      user: createUser(server),
      restore: () => {
        server.faults.setDataFingerprint('restored');
        return profile === 'owncloud10' ? 'restored' : undefined;
      },
      dispose: async () => {
        for (const transport of transports) await transport.close();
        await server.close();
        await rm(dataDirectory, { recursive: true });
      },
    };
  };
}

function createUser(server: DevServer): RemoteUser {
  const davRoot = server.users[0]?.davRoot ?? '';
  const urlOf = (path: string): string => davRoot + path.split('/').map(encodeURIComponent).join('/');
  const Authorization = `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}`;
  const send = async (
    method: string,
    path: string,
    init: { readonly body?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const response = await fetch(urlOf(path), { method, ...init, headers: { Authorization, ...init.headers } });
    if (!response.ok && response.status !== 404) throw new Error(`${method} ${path}: ${response.status}`);
    return response;
  };
  return {
    writeFile: async (path, content) => void (await (await send('PUT', path, { body: content })).text()),
    readFile: async (path) => {
      const response = await send('GET', path);
      const text = await response.text();
      return response.status === 404 ? undefined : text;
    },
    makeDirectory: async (path) => void (await (await send('MKCOL', path)).text()),
    move: async (from, to) => void (await (await send('MOVE', from, { headers: { Destination: urlOf(to) } })).text()),
    remove: async (path) => void (await (await send('DELETE', path)).text()),
  };
}

describeTransport('WebDavTransport on ownCloud 10', createHarness('owncloud10', {}));
describeTransport('WebDavTransport on a careful Infinite Scale', createHarness('infinite-scale', {}));
// Post-processing has tests of its own: here it would make reads fail at random.
const createCareless = createHarness('infinite-scale', { ...ALL_CARELESS, postProcessing: false });
describeTransport('WebDavTransport on a careless Infinite Scale', createCareless);

describeArchives('WebDavTransport on Infinite Scale', createCareless);
describeTreeLooks('WebDavTransport on ownCloud 10', createHarness('owncloud10', {}), {
  tree: true,
  rootVersion: true,
  search: false,
});
describeTreeLooks('WebDavTransport on Infinite Scale', createCareless, {
  tree: false,
  rootVersion: true,
  search: true,
});

/** On Infinite Scale the received shares are in a root of their own. */
function createSharesHarness(profile: ProfileKind): CreateSharesHarness {
  return async (role) => {
    const running = await startTransportOnDevServer(profile, { users: OWNER_AND_RECEIVER });
    const { server } = running;
    const owner = createUser(server);
    await owner.makeDirectory('Akten');
    await owner.writeFile('Akten/f', 'shared');
    for (const name of ['one', 'two'])
      server.sharing.share({ owner: 'anna', path: 'Akten', with: 'bernd', role, name });
    const transport = running.create({
      credentials: new Credentials({ kind: 'basic', userName: 'bernd', password: PASSWORD }),
      ...(profile === 'infinite-scale' ? { space: 'Shares' } : {}),
    });
    await transport.connect(NEVER);
    return {
      transport,
      readFile: (name) => owner.readFile(`Akten/${name}`),
      dispose: async () => {
        await transport.close();
        await running.dispose();
      },
    };
  };
}

describeShares('WebDavTransport on ownCloud 10', createSharesHarness('owncloud10'));
describeShares('WebDavTransport on Infinite Scale', createSharesHarness('infinite-scale'));
