import { appendFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTree, runProgram } from '#dev-server/interop/foreign-client.ts';
import type { Computer, Office } from '../acceptance/computer.ts';
import { openOffice, USER } from '../acceptance/computer.ts';

const LIMIT_MS = 300_000;

/** A foreign program that syncs a folder of its own with the same account. */
interface ForeignFolder {
  readonly folder: string;
  sync(): Promise<void>;
}

type OpenForeign = (office: Office, homePath: string) => Promise<ForeignFolder>;

const openOwncloudcmd: OpenForeign = async (office, homePath) => {
  const folder = join(homePath, 'folder');
  await mkdir(folder, { recursive: true });
  const args = ['-h', '--non-interactive', '--user', USER.name, '--password', USER.password, folder];
  return {
    folder,
    async sync() {
      const environment = { HOME: homePath };
      const result = await runProgram('owncloudcmd', [...args, `${office.server.url}/remote.php/webdav`], {
        environment,
      });
      expect(result.output).not.toMatch(/SyncFileItem::(?:Fatal|Normal|Soft|Detail)Error|SyncFileItem::Conflict/u);
      expect(result.exitCode, result.output.slice(-4_000)).toBe(0);
    },
  };
};

const openRclone: OpenForeign = async (office, homePath) => {
  const folder = join(homePath, 'folder');
  await mkdir(folder, { recursive: true });
  const { output } = await runProgram('rclone', ['obscure', USER.password]);
  const environment = {
    HOME: homePath,
    RCLONE_CONFIG: join(homePath, 'rclone.conf'),
    RCLONE_CONFIG_BOX_TYPE: 'webdav',
    RCLONE_CONFIG_BOX_URL: office.server.users[0]?.davRoot ?? '',
    RCLONE_CONFIG_BOX_VENDOR: 'owncloud',
    RCLONE_CONFIG_BOX_USER: USER.name,
    RCLONE_CONFIG_BOX_PASS: output.trim(),
    RCLONE_WEBDAV_PACER_MIN_SLEEP: '1ms',
  };
  const run = async (...args: readonly string[]): Promise<void> => {
    const result = await runProgram('rclone', args, { environment });
    expect(result.exitCode, result.output.slice(-4_000)).toBe(0);
  };
  // Its own two-way mode makes two lists at its first run, and needs them at each later one.
  let isFirst = true;
  return {
    folder,
    async sync() {
      const first = isFirst ? ['--resync'] : [];
      if (isFirst) await run('copy', '--create-empty-src-dirs', 'box:', folder);
      isFirst = false;
      await run('bisync', folder, 'box:', ...first, '--remove-empty-dirs', '--workdir', join(homePath, 'bisync'));
    },
  };
};

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function describeOurs({ folder }: Computer): Promise<Readonly<Record<string, string>>> {
  const tree = await describeTree(folder);
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('.bayernbox')));
}

const START = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`Akten/${index % 8}/Akte ${index} ü.txt`, `Akte ${index}`]),
);

describe.each([
  ['owncloudcmd', 'owncloud10', openOwncloudcmd],
  ['rclone bisync', 'owncloud10', openRclone],
  ['rclone bisync', 'infinite-scale', openRclone],
] as const)('one account, synced in turn by us and by %s (%s)', (_program, profile, openForeign) => {
  it(
    'converges after edits on both sides, without conflicts and without sending anything twice',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const ours = await office.addComputer('ours');
      const foreign = await openForeign(office, join(dirname(ours.folder), 'foreign'));
      const uploaded = { ours: 0 };
      const syncOurs = async (): Promise<number> => {
        const report = await ours.sync();
        expect([report.end.kind, report.totals.conflicts]).toEqual(['idle', 0]);
        uploaded.ours += report.totals.uploaded;
        return report.operations.length;
      };

      await write(ours.folder, START);
      await syncOurs();
      await foreign.sync();
      expect(await describeTree(foreign.folder)).toEqual(await describeOurs(ours));

      await appendFile(join(foreign.folder, 'Akten/0/Akte 0 ü.txt'), ' dort geändert');
      await write(foreign.folder, { 'Akten/neu/dort.txt': 'dort' });
      await rm(join(foreign.folder, 'Akten/1/Akte 1 ü.txt'));
      await rename(join(foreign.folder, 'Akten/2'), join(foreign.folder, 'Akten/zwei'));
      await foreign.sync();
      await syncOurs();
      expect(await describeOurs(ours)).toEqual(await describeTree(foreign.folder));

      await appendFile(join(ours.folder, 'Akten/3/Akte 3 ü.txt'), ' hier geändert');
      await write(ours.folder, { 'hier.txt': 'hier' });
      await rename(join(ours.folder, 'Akten/0'), join(ours.folder, 'Akten/null'));
      await rm(join(ours.folder, 'Akten/3/Akte 11 ü.txt'));
      await syncOurs();
      await foreign.sync();
      expect(await describeTree(foreign.folder)).toEqual(await describeOurs(ours));

      office.server.requestLog.reset();
      expect(await syncOurs()).toBe(0);
      await foreign.sync();
      expect(await syncOurs()).toBe(0);
      expect(office.server.requestLog.entries.filter(({ method }) => method === 'PUT')).toEqual([]);
      expect(uploaded.ours).toBe(Object.keys(START).length + 2);
      expect(
        (await readdir(ours.folder, { recursive: true })).filter((path) => /Fassung von|conflict/u.test(path)),
      ).toEqual([]);
    },
  );
});
