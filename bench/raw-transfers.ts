import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { urlOf } from './colleague.ts';
import { USER } from './contenders.ts';
import type { Measurement } from './measurement.ts';
import { runMeasured } from './run-program.ts';

/** Which files are sent or fetched, and from or to where. */
export interface RawTransfers {
  readonly server: DevServer;
  /** For the settings of curl. */
  readonly homePath: string;
  readonly folder: string;
  readonly paths: readonly string[];
  readonly direction: 'up' | 'down';
}

/** As many as we have at once. */
const PARALLEL = 8;

/** The files with curl, many at once: no listing, no comparing, no database, nothing made durable. */
export async function runCurl({ server, homePath, folder, paths, direction }: RawTransfers): Promise<Measurement> {
  const configPath = join(homePath, 'curl.conf');
  const option = direction === 'up' ? 'upload-file' : 'output';
  const lines = paths.flatMap((path) => [`url = "${urlOf(server, path)}"`, `${option} = "${join(folder, path)}"`]);
  await writeFile(configPath, `user = "${USER.name}:${USER.password}"\n${lines.join('\n')}\n`, { mode: 0o600 });
  const args = ['--silent', '--show-error', '--fail', '--create-dirs', '--parallel'];
  return runMeasured({ program: 'curl', args: [...args, '--parallel-max', `${PARALLEL}`, '-K', configPath] }, server);
}
