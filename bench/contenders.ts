import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { Measurement } from './measurement.ts';
import { run, runMeasured } from './run-program.ts';
import type { Command } from './run-program.ts';
import { OWN_ROW } from './targets.ts';

/** The account that everybody syncs with. */
export const USER = { name: 'anna', password: 'pw-of-anna-5d1f' } as const;

/** One folder that one program keeps equal with the server. */
export interface Computer {
  readonly folder: string;
  /** One pass: starts the program, waits for its end. */
  sync(): Promise<Measurement>;
}

/** A program that takes part. */
export interface Contender {
  readonly name: string;
  /** An empty folder below `homePath`; nothing is synced yet. */
  addComputer(homePath: string, server: DevServer): Promise<Computer>;
}

/** Where `bundleCommand` puts us. */
const PROGRAM = fileURLToPath(new URL('../out/command/bayernbox.mjs', import.meta.url));

/** Us, bundled with our packages. `BAYERNBOX_BENCH_NODE` adds options of Node, for example to record a profile. */
export const OURS: Contender = {
  name: OWN_ROW,
  async addComputer(homePath, server) {
    const folder = await makeFolder(homePath);
    return {
      folder,
      sync: () => runMeasured(toOurCommand({ homePath, folder, server }, { options: ['--quiet'] }), server),
    };
  },
};

/** Where one of our folders is, and with what it is kept equal. */
export interface OurPlace {
  readonly homePath: string;
  readonly folder: string;
  readonly server: Pick<DevServer, 'url' | 'readTraffic'>;
}

/** `bayernbox sync` on one folder, with options of its own and of Node. */
export function toOurCommand(
  { homePath, folder, server }: OurPlace,
  { options, nodeOptions = [] }: { readonly options: readonly string[]; readonly nodeOptions?: readonly string[] },
): Command {
  const asked = (process.env['BAYERNBOX_BENCH_NODE'] ?? '').split(' ').filter((option) => option !== '');
  const state = ['--user', USER.name, '--state-dir', join(homePath, 'state')];
  return {
    program: process.execPath,
    args: [...nodeOptions, ...asked, PROGRAM, 'sync', folder, server.url, ...state, ...options],
    // What it compiles is a matter of this computer, as its state is.
    environment: { BAYERNBOX_PASSWORD: USER.password, XDG_CACHE_HOME: join(homePath, 'caches') },
  };
}

const OWNCLOUD: Contender = {
  name: 'owncloudcmd',
  async addComputer(homePath, server) {
    const folder = await makeFolder(homePath);
    const args = ['-h', '--non-interactive', '--user', USER.name, '--password', USER.password];
    const command = { program: 'owncloudcmd', args: [...args, folder, `${server.url}/remote.php/webdav`] };
    return { folder, sync: () => runMeasured({ ...command, environment: { HOME: homePath } }, server) };
  },
};

const NEXTCLOUD: Contender = {
  name: 'nextcloudcmd',
  async addComputer(homePath, server) {
    const folder = await makeFolder(homePath);
    const args = ['-h', '--non-interactive', '--user', USER.name, '--password', USER.password, folder, server.url];
    return {
      folder,
      sync: () => runMeasured({ program: 'nextcloudcmd', args, environment: { HOME: homePath } }, server),
    };
  },
};

const RCLONE: Contender = {
  name: 'rclone bisync',
  async addComputer(homePath, server) {
    const folder = await makeFolder(homePath);
    const hidden = await run({ program: 'rclone', args: ['obscure', USER.password] });
    const environment = {
      HOME: homePath,
      RCLONE_CONFIG: join(homePath, 'rclone.conf'),
      RCLONE_CONFIG_BOX_TYPE: 'webdav',
      RCLONE_CONFIG_BOX_URL: server.users[0]?.davRoot ?? '',
      RCLONE_CONFIG_BOX_VENDOR: 'owncloud',
      RCLONE_CONFIG_BOX_USER: USER.name,
      RCLONE_CONFIG_BOX_PASS: hidden.trim(),
      // Its pause between two requests, of 10 ms, would be all that is measured.
      RCLONE_WEBDAV_PACER_MIN_SLEEP: '1ms',
    };
    const args = ['bisync', folder, 'box:', '--remove-empty-dirs', '--workdir', join(homePath, 'bisync')];
    let isFirst = true;
    return {
      folder,
      sync: () => {
        const command = { program: 'rclone', args: isFirst ? [...args, '--resync'] : args, environment };
        isFirst = false;
        return runMeasured(command, server);
      },
    };
  },
};

/** Programs of others that Debian packages, for ownCloud 10. */
export const PEERS: readonly Contender[] = [OWNCLOUD, NEXTCLOUD, RCLONE];

/** The folder and the state directory of a computer. */
export async function makeFolder(homePath: string): Promise<string> {
  const folder = join(homePath, 'BayernBox');
  await mkdir(folder, { recursive: true });
  await mkdir(join(homePath, 'state'), { recursive: true });
  return folder;
}
