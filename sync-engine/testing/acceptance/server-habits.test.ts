import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFile } from '#dev-server/testing/lock-file.ts';
import { explainAnyPath } from '../../engine/create-visit.ts';
import type { Office } from './computer.ts';
import { openOffice, USER } from './computer.ts';

const LIMIT_MS = 120_000;

const AUTHORIZATION = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;

/** Another program moves something in Anna's files; answers the status. */
async function moveOnServer({ server }: Office, from: string, to: string): Promise<number> {
  const root = server.users[0]?.davRoot ?? '';
  const headers = { Authorization: AUTHORIZATION, Destination: root + to };
  const response = await fetch(root + from, { method: 'MOVE', headers });
  await response.text();
  return response.status;
}

it('a file that the server still processes (425) is neither gone nor empty here', { timeout: LIMIT_MS }, async () => {
  await using office = await openOffice('infinite-scale');
  const [writer, reader] = [await office.addComputer('Schreibtisch'), await office.addComputer('Laptop')];
  writeFileSync(join(writer.folder, 'Brief.txt'), 'eins');
  await writer.sync();
  await reader.sync();
  // Longer than the reader looks, then over.
  const rule = office.server.faults.add({ method: 'PUT', times: 1, effect: { kind: 'too-early', reads: 1_000 } });
  writeFileSync(join(writer.folder, 'Brief.txt'), 'zwei, noch in Arbeit');
  await writer.sync();

  const during = await reader.sync();
  const [isThere, content] = [
    existsSync(join(reader.folder, 'Brief.txt')),
    readFileSync(join(reader.folder, 'Brief.txt'), 'utf8'),
  ];
  office.server.faults.clear();
  await reader.sync();

  expect(rule).toBeDefined();
  expect([during.totals.deletedLocal, isThere, content]).toEqual([0, true, 'eins']);
  expect(readFileSync(join(reader.folder, 'Brief.txt'), 'utf8')).toBe('zwei, noch in Arbeit');
});

it.each(['owncloud10', 'infinite-scale'] as const)(
  'a folder that was moved on the server is one rename here: nothing in it is listed or fetched (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using office = await openOffice(profile, { journal: false });
    const computer = await office.addComputer('Schreibtisch');
    for (const path of ['alt/Akten/1/tief', 'alt/Akten/2', 'neu']) {
      mkdirSync(join(computer.folder, path), { recursive: true });
      writeFileSync(join(computer.folder, path, 'Akte.txt'), path);
    }
    await computer.sync();
    await computer.sync();
    expect(await moveOnServer(office, 'alt/Akten', 'neu/Akten')).toBe(201);
    office.server.requestLog.reset();

    const { operations } = await computer.sync();

    const requests = office.server.requestLog.entries.map(({ method, path }) => `${method} ${path}`);
    expect(operations).toMatchObject([{ verb: 'move', side: 'local', path: 'alt/Akten', target: 'neu/Akten' }]);
    expect(requests.filter((request) => /\/Akten\b/.test(request))).toEqual([]);
    expect(readFileSync(join(computer.folder, 'neu/Akten/1/tief/Akte.txt'), 'utf8')).toBe('alt/Akten/1/tief');
  },
);

it.each(['owncloud10', 'infinite-scale'] as const)(
  'a file that somebody works on (423) waits and names them, also to „why“ (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using office = await openOffice(profile);
    const computer = await office.addComputer('Schreibtisch');
    const path = join(computer.folder, 'Brief.odt');
    writeFileSync(path, 'eins');
    await computer.sync();
    await lockFile(`${office.server.users[0]?.davRoot ?? ''}Brief.odt`, AUTHORIZATION);
    writeFileSync(path, 'zwei von hier');

    const during = await computer.sync();
    const why = await explainAnyPath(
      { anyPath: path, stateDirectory: computer.stateDirectory },
      new AbortController().signal,
    );

    const since = profile === 'owncloud10' ? {} : { sinceMs: expect.any(Number) as number };
    const expected = { path: 'Brief.odt', code: 'locked-on-server', heldBy: { name: USER.name, ...since } };
    expect(during.end).toMatchObject({ kind: 'waiting', problems: [expected] });
    expect(why).toMatchObject({ ...expected, nextAttemptAtMs: expect.any(Number) as number });
    expect(readFileSync(path, 'utf8')).toBe('zwei von hier');
  },
);
