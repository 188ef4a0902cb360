import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DevServer } from '#dev-server/dev-server.ts';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { FaultEffect } from '#dev-server/faults/fault-rule.ts';
import type { DevServerOptions } from '#dev-server/server-options.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { Computer } from '../scenarios/computer.ts';
import type { Session } from '../scenarios/computer.ts';
import type { FileTree } from '../scenarios/scenario.ts';

const PASSWORD = 'a long password';
const LIMIT_MS = 240_000;
const FILES_EACH = 20;

/** Directories of 20 small files each, in one directory of the server. */
interface Filled {
  readonly name: string;
  readonly tree: FileTree;
}

let directory: string;
let server: DevServer;
let large: Filled;
let small: Filled;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bayernbox-archives-'));
  server = await start({});
  large = await fill(server, 'large', 25);
  small = await fill(server, 'small', 4);
}, LIMIT_MS);

afterEach(() => server.faults.clear());

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

function start(more: Partial<DevServerOptions>): Promise<DevServer> {
  const dataDirectory = mkdtempSync(join(directory, 'server-'));
  return startDevServer({
    dataDirectory,
    profile: 'infinite-scale',
    users: [{ name: 'anna', password: PASSWORD }],
    ...more,
  });
}

async function fill({ users }: DevServer, name: string, directories: number): Promise<Filled> {
  const headers = { Authorization: `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}` };
  const send = async (method: string, path: string, body?: string): Promise<void> => {
    const url = encodeURI(`${users[0]?.davRoot ?? ''}${path}`);
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    await answer.text();
  };
  const tree: Record<string, string> = {};
  await send('MKCOL', name);
  for (let number = 0; number < directories; number += 1) {
    const parent = `Akte ${number}/`;
    tree[parent] = '';
    await send('MKCOL', `${name}/${parent}`);
    const paths = Array.from({ length: FILES_EACH }, (_, file) => `${parent}Schreiben ${file}.txt`);
    for (const [file, path] of paths.entries()) tree[path] = `${number} ${file} `.repeat(1 + file);
    await Promise.all(paths.map((path) => send('PUT', `${name}/${path}`, tree[path])));
  }
  return { name, tree };
}

interface FirstSync {
  readonly session: Session;
  readonly tree: FileTree;
  readonly archives: number;
  readonly downloads: number;
  readonly requests: number;
}

/** The first sync of a new computer, and what it asked the server for. */
async function syncAtFirst(box: DevServer, name: string): Promise<FirstSync> {
  const address = { serverUrl: box.url, remotePath: name as RelativePath, userName: 'anna', password: PASSWORD };
  const computer = new Computer(mkdtempSync(join(directory, 'computer-')), address);
  box.requestLog.reset();
  const session = await computer.sync();
  const { entries } = box.requestLog;
  const gets = entries.filter(({ method }) => method === 'GET');
  return {
    session,
    tree: computer.readTree(),
    archives: gets.filter(({ path }) => path === '/archiver').length,
    downloads: gets.filter(({ path }) => path.endsWith('.txt')).length,
    requests: entries.length,
  };
}

describe('the first download', () => {
  test(
    'of 500 small files in 25 directories takes 8 archives and no request for a file',
    async () => {
      const first = await syncAtFirst(server, large.name);

      expect(first.session.end).toEqual({ kind: 'idle', problems: [] });
      expect(first.tree).toEqual(large.tree);
      expect([first.archives, first.downloads]).toEqual([8, 0]);
      // Sign-in, 26 listings, the archives, and a few looks at the root before and after.
      expect(first.requests).toBeLessThanOrEqual(2 + 26 + 8 + 8);
    },
    LIMIT_MS,
  );

  test(
    'of few files asks for each',
    async () => {
      const few = await fill(server, 'few', 0);
      const headers = { Authorization: `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}` };
      for (let number = 0; number < 15; number += 1) {
        const url = `${server.users[0]?.davRoot ?? ''}few/${number}.txt`;
        await (await fetch(url, { method: 'PUT', headers, body: `${number}` })).text();
      }

      expect(await syncAtFirst(server, few.name)).toMatchObject({ archives: 0, downloads: 15 });
    },
    LIMIT_MS,
  );

  test(
    'keeps within the limits that the server announces',
    async () => {
      await using strict = await start({ archive: { maxFiles: 10, maxBytes: 500 } });
      const { name, tree } = await fill(strict, 'small', 3);

      const first = await syncAtFirst(strict, name);

      expect(first.tree).toEqual(tree);
      expect(first.downloads).toBe(0);
      expect(first.archives).toBeGreaterThan(6);
    },
    LIMIT_MS,
  );
});

const FAULTS: readonly (readonly [string, FaultEffect])[] = [
  ['refuses them (403)', { kind: 'status', status: 403 }],
  ['does not know them (404)', { kind: 'status', status: 404 }],
  ['wants a sign-in for them alone (401)', { kind: 'status', status: 401 }],
  ['finds them too large (413)', { kind: 'status', status: 413 }],
  ['fails to make them (500)', { kind: 'status', status: 500 }],
  ['is too busy for them (503)', { kind: 'status', status: 503, retryAfterSeconds: 600 }],
  ['answers with a page', { kind: 'status', status: 200, html: '<html><body>Willkommen</body></html>' }],
  ['breaks the connection off', { kind: 'drop-after' }],
  ['breaks each archive off in its first file', { kind: 'truncate', afterBytes: 513 }],
];

test.each(FAULTS)(
  'a server that announces archives but %s costs two requests, and everything comes without them',
  async (_how, effect) => {
    server.faults.add({ path: '^/archiver$', effect });

    const first = await syncAtFirst(server, small.name);

    expect(first.session.end).toEqual({ kind: 'idle', problems: [] });
    expect(first.session.story.filter((line) => !line.startsWith('local '))).toEqual([]);
    expect(first.tree).toEqual(small.tree);
    expect([first.archives, first.downloads]).toEqual([2, 80]);
  },
  LIMIT_MS,
);

test(
  'what is missing in an archive that breaks off comes by itself',
  async () => {
    server.faults.add({ path: '^/archiver$', effect: { kind: 'truncate', afterBytes: 20_000 } });

    const first = await syncAtFirst(server, small.name);

    expect(first.session.end).toEqual({ kind: 'idle', problems: [] });
    expect(first.tree).toEqual(small.tree);
    expect(first.archives).toBe(2);
    expect(first.downloads).toBeGreaterThan(0);
    expect(first.downloads).toBeLessThan(80);
  },
  LIMIT_MS,
);
