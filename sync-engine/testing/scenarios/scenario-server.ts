import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { CarelessSwitches, ProfileKind } from '#dev-server/server-options.ts';

/** A server that many scenarios share, each with a folder of its own. */
export interface ScenarioServer extends AsyncDisposable {
  readonly url: string;
  readonly davRoot: string;
  readonly userName: string;
  readonly password: string;
  readonly faults: DevServer['faults'];
  /** Absolute path in the server's temporary directory, which is removed with it. */
  readonly newPath: (name: string) => string;
}

/** Starts it in a new directory in `place`; disposing stops it and removes all files. */
export async function startScenarioServer(
  profile: ProfileKind,
  careless: Partial<CarelessSwitches>,
  place = tmpdir(),
): Promise<ScenarioServer> {
  const directory = mkdtempSync(join(place, 'bayernbox-scenarios-'));
  const password = 'a long password';
  const users = [{ name: 'anna', password }];
  const server = await startDevServer({ dataDirectory: join(directory, 'server'), profile, careless, users });
  return {
    url: server.url,
    davRoot: server.users[0]?.davRoot ?? '',
    userName: 'anna',
    password,
    faults: server.faults,
    newPath: (name) => join(directory, name),
    [Symbol.asyncDispose]: async () => {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}
