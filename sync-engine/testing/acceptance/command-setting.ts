import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { DevServerOptions, ProfileKind } from '#dev-server/server-options.ts';
import type { CommandOptions, CommandProcess, CommandResult } from '../../cli/command-process.ts';
import { parseLines, runCommand, startCommand } from '../../cli/command-process.ts';
import { openAccount } from './server-account.ts';
import type { ServerAccount } from './server-account.ts';

/** The account of every test. */
export const USER = { name: 'anna', password: 'Geheim-7f3a-Wort' } as const;
/** Its password, as the command takes it. */
export const SECRET = { BAYERNBOX_PASSWORD: USER.password };
/** Much longer than the pause between two questions to a server that cannot push. */
export const WAIT = { timeout: 120_000, interval: 50 } as const;

/** A server and the folders of one test. */
export interface Setting extends AsyncDisposable {
  readonly server: DevServer;
  readonly account: ServerAccount;
  /** Anna's folder; `other` is that on her second computer. */
  readonly folder: string;
  readonly other: string;
  readonly stateDirectory: string;
  /** Arguments of a sync of `folder`, or of `other`. */
  args(folder?: string): readonly string[];
  sync(...more: readonly string[]): Promise<CommandResult>;
  start(folder: string, ...more: readonly string[]): CommandProcess;
  syncWith(options: Partial<CommandOptions>, ...more: readonly string[]): Promise<CommandResult>;
  write(files: Readonly<Record<string, string>>): void;
}

/** Starts a server and makes the folders; all goes away with the setting. */
export async function openSetting(
  profile: ProfileKind = 'owncloud10',
  options: Partial<DevServerOptions> = {},
): Promise<Setting> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-command-'));
  const more = { allowDepthInfinity: true, ...options };
  const server = await startDevServer({ users: [USER], ...more, profile, dataDirectory: join(root, 'server') });
  const [folder, other, stateDirectory] = [join(root, 'Annas PC'), join(root, 'Annas Laptop'), join(root, 'state')];
  for (const path of [folder, other]) mkdirSync(path);
  const args = (path = folder): readonly string[] => [
    'sync',
    path,
    server.url,
    '--user',
    USER.name,
    '--state-dir',
    stateDirectory,
  ];
  return {
    server,
    account: openAccount(server, USER),
    folder,
    other,
    stateDirectory,
    args,
    sync: (...extra) => runCommand({ args: [...args(), ...extra], environment: SECRET }),
    start: (path, ...extra) => startCommand({ args: [...args(path), ...extra], environment: SECRET }),
    syncWith: (changed, ...extra) => runCommand({ args: [...args(), ...extra], environment: SECRET, ...changed }),
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A folder with 100 small files. */
export function hundredFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Akten/akte-${index}.txt`, `Akte ${index}`]));
}

/** The last line of `--json` output: the summary. */
export function lastLine(result: CommandResult): Readonly<Record<string, unknown>> {
  return parseLines(result.stdout).at(-1) ?? {};
}
