import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import { baseName, parseRelativePath } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { databasePathFor } from '../../engine/opening/database-path.ts';
import { openSyncDatabase } from '../../sync-database/open-sync-database.ts';
import { Random } from '../properties/random.ts';
import { Computer } from '../scenarios/computer.ts';
import type { ComputerAddress } from '../scenarios/computer.ts';
import { ServerFolder } from '../scenarios/server-folder.ts';
import { SAVE_PATTERNS } from './save-patterns.ts';
import { SavingProgram } from './saving-program.ts';
import { QUIET_MS, watchWhile } from './watching-computer.ts';

const SEED = Number(process.env['BAYERNBOX_EDITORS_SEED'] ?? Math.floor(Date.now() / 1000));
/** Of each program; 500 in all. */
const SAVES = Number(process.env['BAYERNBOX_EDITORS_SAVES'] ?? 50);
const WRITING_METHODS = ['PUT', 'POST', 'MOVE', 'MKCOL', 'DELETE'];

let homePath: string;
let server: DevServer;
beforeAll(async () => {
  homePath = mkdtempSync(join(tmpdir(), 'bayernbox-editors-'));
  const users = [{ name: 'anna', password: 'a long password' }];
  server = await startDevServer({ dataDirectory: join(homePath, 'server'), profile: 'owncloud10', users });
});
afterAll(async () => {
  await server.close();
  rmSync(homePath, { recursive: true });
});

test(
  'office programs and editors save 500 times: no second version, every file keeps its id, no temporary file is sent',
  { timeout: 300_000 },
  async () => {
    const { address, here, there } = await openOffice(
      'Akten',
      Object.fromEntries(documents.map((name) => [name, '1'])),
    );
    const idsBefore = readFileIds(there);
    server.requestLog.reset();
    const random = new Random(SEED);

    const programs = SAVE_PATTERNS.map((pattern) => new SavingProgram(here.computer.folderPath, pattern, random));

    const { value: lastTexts, events } = await watchWhile(here.homePath, address, () =>
      Promise.all(programs.map((program) => program.work(SAVES))),
    );
    await there.computer.sync();
    // Whoever was kept from going on for longer than a new name waits had really left it like that.
    const slow = documents.filter((_name, index) => (programs[index]?.longestGapMs ?? 0) >= QUIET_MS);
    const quick = documents.filter((name) => !slow.includes(name));

    const uploads = events.filter((event) => event.type === 'done' && event.operation.verb === 'upload').length;
    console.info(`seed ${SEED}: ${SAVES * SAVE_PATTERNS.length} saves, ${uploads} uploads, too slow: ${slow.join()}`);
    expect(events.filter((event) => event.type === 'conflict')).toEqual([]);
    expect(listForeign(events), `seed ${SEED}`).toEqual([]);
    expect(listWritten(slow), `seed ${SEED}`).toEqual([]);
    expect(pick(readFileIds(there), quick), `seed ${SEED}`).toEqual(pick(idsBefore, quick));
    expect(pick(there.computer.readTree(), documents)).toEqual(
      Object.fromEntries(documents.map((name, index) => [name, lastTexts[index]])),
    );
    expect(Object.keys(there.computer.readTree()).toSorted()).toEqual([...documents, ...companions].toSorted());
  },
);

test('a file that grows is sent once, when it has come to rest', { timeout: 120_000 }, async () => {
  const { address, here, there } = await openOffice('Scans', {});
  server.requestLog.reset();

  await watchWhile(here.homePath, address, async () => {
    for (let page = 1; page <= 20; page += 1) {
      appendFileSync(join(here.computer.folderPath, 'Scan.pdf'), `page ${page}\n`);
      await setTimeout(60);
    }
  });
  await there.computer.sync();

  const puts = server.requestLog.entries.filter(({ method }) => method === 'PUT');
  expect(puts.map(({ path, status }) => [baseName(path as RelativePath), status])).toEqual([['Scan.pdf', 201]]);
  expect(there.computer.readTree()['Scan.pdf']).toMatch(/page 20\n$/u);
});

const documents = SAVE_PATTERNS.map(({ document }) => document);
const companions = SAVE_PATTERNS.flatMap((pattern) => pattern.companions);

interface Desk {
  readonly homePath: string;
  readonly computer: Computer;
}

/** Two computers with one synced folder. */
async function openOffice(name: string, files: Readonly<Record<string, string>>) {
  const remotePath = parseRelativePath(name);
  if (remotePath === undefined) throw new Error('no relative path');
  const account = { userName: 'anna', password: 'a long password' };
  await new ServerFolder({ davUrl: `${server.users[0]?.davRoot ?? ''}${name}/`, ...account }).create(files);
  const address: ComputerAddress = { serverUrl: server.url, remotePath, ...account };
  const openDesk = async (desk: string): Promise<Desk> => {
    const path = join(homePath, `${name}-${desk}`);
    const computer = new Computer(path, address);
    await computer.sync();
    return { homePath: path, computer };
  };
  return { address, here: await openDesk('here'), there: await openDesk('there') };
}

/** Ids of the files on the server by name, as the computer's sync database knows them. */
function readFileIds(desk: Desk): Readonly<Record<string, string>> {
  const opened = openSyncDatabase(databasePathFor(desk.computer.folderPath, join(desk.homePath, 'state')));
  if (opened.kind !== 'opened') throw opened.error;
  const rows = [...opened.database.loadRemoteTree().values()].filter((row) => row.kind === 'file');
  opened.database.close();
  return Object.fromEntries(rows.map((row) => [row.name, row.fileId]));
}

/** Operations on anything but the documents that people see. */
function listForeign(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== 'done') return [];
    const { verb, path } = event.operation;
    return [...documents, ...companions].includes(path) ? [] : [`${verb} ${path}`];
  });
}

/** Requests that wrote something else than a document, or removed or moved one that was saved as quickly as it was meant. */
function listWritten(slow: readonly string[]): readonly string[] {
  return server.requestLog.entries.flatMap(({ method, path, status }) => {
    if (!WRITING_METHODS.includes(method) || (status ?? 500) >= 300) return [];
    const name = baseName(path as RelativePath);
    const isExpected = method === 'PUT' ? [...documents, ...companions].includes(name) : slow.includes(name);
    return isExpected ? [] : [`${method} ${name}`];
  });
}

function pick<Value>(
  record: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}
