import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { USER } from './computer.ts';
import type { WatchedFolder } from './watched-folder.ts';
import { NEVER_POLL_MS, WAIT, watchFolder } from './watched-folder.ts';

const LIMIT_MS = 120_000;

const AUTHORIZATION = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;

/** A colleague's program asks for, or writes, the document; answers the status and the body. */
async function ask({ server }: WatchedFolder, method: string, body?: string): Promise<readonly [number, string]> {
  const url = `${server.users[0]?.davRoot ?? ''}Satzung.odt`;
  const headers = { Authorization: AUTHORIZATION, Depth: '0' };
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return [response.status, await response.text()];
}

async function isLocked(setting: WatchedFolder): Promise<boolean> {
  const question = '<d:propfind xmlns:d="DAV:"><d:prop><d:lockdiscovery/></d:prop></d:propfind>';
  return (await ask(setting, 'PROPFIND', question))[1].includes('<d:activelock>');
}

it.each(['owncloud10', 'infinite-scale'] as const)(
  'what is open here is locked for colleagues until it is closed, and saved all the while (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using setting = await watchFolder({
      server: { profile },
      hasPush: false,
      pollMs: NEVER_POLL_MS,
      fill: (folder) => writeFileSync(join(folder, 'Satzung.odt'), 'Entwurf'),
    });
    const [document, ownerFile] = ['Satzung.odt', '.~lock.Satzung.odt#'].map((name) => join(setting.folder, name));
    if (document === undefined || ownerFile === undefined) throw new Error('two names are two paths');

    writeFileSync(ownerFile, ',anna,rechner,27.11.2026 08:00,file:///;');
    await vi.waitUntil(() => isLocked(setting), WAIT);
    const [refused] = await ask(setting, 'PUT', 'von der Kollegin');
    writeFileSync(document, 'geschrieben unter der Sperre');
    await vi.waitUntil(async () => (await ask(setting, 'GET'))[1] === 'geschrieben unter der Sperre', WAIT);
    const wasLockedStill = await isLocked(setting);
    rmSync(ownerFile);
    await vi.waitUntil(async () => !(await isLocked(setting)), WAIT);
    const [taken] = await ask(setting, 'PUT', 'von der Kollegin');

    expect([refused, wasLockedStill, taken]).toEqual([423, true, 204]);
    expect(readFileSync(document, 'utf8')).toBe('geschrieben unter der Sperre');
  },
);
