import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Instance } from './single-instance.ts';
import { joinOrLead, toMeetingPlace } from './single-instance.ts';

function newPlace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-meeting-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return toMeetingPlace(directory, process.platform);
}

async function start(place: string, address: string): Promise<Instance> {
  const instance = await joinOrLead(place, () => Promise.resolve(address));
  if (instance.kind === 'leads') onTestFinished(() => instance.close());
  return instance;
}

describe('a start in browser mode', () => {
  it('gets an address from the program that already runs', async () => {
    const place = newPlace();

    expect(await start(place, 'http://127.0.0.1:1/#first')).toMatchObject({ kind: 'leads' });
    expect(await start(place, 'http://127.0.0.1:2/#second')).toEqual({
      kind: 'joined',
      address: 'http://127.0.0.1:1/#first',
    });
  });

  it('waits for the address of a program that is still starting, and does not become a second one', async () => {
    const place = newPlace();
    const ready = Promise.withResolvers<string>();
    const first = await joinOrLead(place, () => ready.promise);
    if (first.kind === 'leads') onTestFinished(() => first.close());

    const second = start(place, 'http://127.0.0.1:2/#second');
    ready.resolve('http://127.0.0.1:1/#first');

    expect(await second).toEqual({ kind: 'joined', address: 'http://127.0.0.1:1/#first' });
  });

  it('leads alone when several start in the same moment, also where a killed program has left its place behind', async () => {
    for (const hasOld of [false, true]) {
      const place = newPlace();
      if (hasOld && process.platform !== 'win32') writeFileSync(place, '');

      const all = await Promise.all([1, 2, 3, 4].map((port) => start(place, `http://127.0.0.1:${port}/#x`)));

      expect(all.map(({ kind }) => kind).toSorted()).toEqual(['joined', 'joined', 'joined', 'leads']);
    }
  });

  it('leads again after the other one has ended', async () => {
    const place = newPlace();
    const first = await joinOrLead(place, () => Promise.resolve('http://127.0.0.1:1/#first'));
    if (first.kind === 'leads') await first.close();

    expect(await start(place, 'http://127.0.0.1:2/#second')).toMatchObject({ kind: 'leads' });
  });

  it.runIf(process.platform !== 'win32')('leads where a killed program has left its place behind', async () => {
    const place = newPlace();
    writeFileSync(place, '');

    expect(await start(place, 'http://127.0.0.1:2/#second')).toMatchObject({ kind: 'leads' });
  });

  it.each(['https://evil.example/#x', 'http://127.0.0.1:1/other#x', 'file:///etc/passwd', ''])(
    'does not believe in the address %j',
    async (address) => {
      const place = newPlace();
      const server = createServer((socket) => socket.end(address));
      await new Promise<void>((resolve) => {
        server.listen(place, resolve);
      });
      onTestFinished(() => void server.close());

      expect(await start(place, 'http://127.0.0.1:2/#second')).toMatchObject({ kind: 'leads' });
    },
  );

  it.runIf(process.platform !== 'win32')(
    'meets others also where the state directory has a very long name',
    async () => {
      const parent = mkdtempSync(join(tmpdir(), 'bayernbox-meeting-'));
      onTestFinished(() => rm(parent, { recursive: true, force: true }));
      const directory = join(parent, 'x'.repeat(200));
      const place = toMeetingPlace(directory, process.platform);

      expect(await start(place, 'http://127.0.0.1:1/#first')).toMatchObject({ kind: 'leads' });
      expect(await start(place, 'http://127.0.0.1:2/#second')).toEqual({
        kind: 'joined',
        address: 'http://127.0.0.1:1/#first',
      });
      expect(readdirSync(directory)).toEqual(['meeting.sock']);
    },
  );
});
