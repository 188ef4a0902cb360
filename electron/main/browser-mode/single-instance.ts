import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a start found out about others of the same person. */
export type Instance =
  /** There is one: it has made this address for another window. */
  | { readonly kind: 'joined'; readonly address: string }
  /** There is none: this one is it, until it closes. */
  | { readonly kind: 'leads'; readonly close: () => Promise<void> };

/** Addresses are short; whoever sends more is somebody else. */
const MAX_ADDRESS_LENGTH = 500;

/** Systems allow a path of about a hundred letters, and some come behind this one while programs meet. */
const MAX_PLACE_LENGTH = 85;

/**
 * Where programs with this state directory meet: inside of it, which only this person can enter, since whoever waits at
 * a place is believed. Pure.
 */
export function toMeetingPlace(stateDirectory: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    const name = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\bayernbox-${name}`;
  }
  return join(stateDirectory, 'meeting.sock');
}

/** How a place in a directory is called when it is opened: systems take short names only. */
interface Way {
  readonly to: (place: string) => string;
  close(): void;
}

/** A link of our own leads to a directory whose name is too long; nobody else can put one in its place. */
function openWay(place: string): Way {
  if (process.platform === 'win32' || Buffer.byteLength(place) <= MAX_PLACE_LENGTH)
    return { to: (wanted) => wanted, close: () => {} };
  const directory = mkdtempSync(join(tmpdir(), 'bb-'));
  const link = join(directory, 'd');
  symlinkSync(dirname(place), link);
  return { to: (wanted) => join(link, basename(wanted)), close: () => rmSync(directory, { recursive: true }) };
}

/** So often a start tries again that meets others which start or end in the same moment. */
const MAX_TRIES = 50;
const TRY_AGAIN_MS = 100;

/**
 * Makes sure that one program at a time serves a state directory, also when several start in the same moment. A second
 * one gets an address from the first, for another window. `makeAddress` is called in the first one, for each that comes,
 * also before it has anything to show: whoever comes waits for it.
 */
export async function joinOrLead(place: string, makeAddress: () => Promise<string>): Promise<Instance> {
  const way = openWay(place);
  try {
    return await meet({ place, way }, makeAddress);
  } finally {
    way.close();
  }
}

/** Where others are met, and how it is opened. */
interface Meeting {
  readonly place: string;
  readonly way: Way;
}

async function meet(meeting: Meeting, makeAddress: () => Promise<string>): Promise<Instance> {
  const { place, way } = meeting;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    void makeAddress().then((made) => socket.end(made));
  });
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const address = await askOther(way.to(place));
    if (address !== undefined) return { kind: 'joined', address };
    const leave = await takePlace(server, meeting);
    if (leave !== undefined) return { kind: 'leads', close: leave };
    await sleep(TRY_AGAIN_MS);
  }
  throw new Error(`nobody answers at ${place}, and nobody else may wait there`);
}

/**
 * Waits at the place from now on, until it leaves; undefined when somebody else does. A pipe of Windows has one owner at a time. Elsewhere a
 * socket is made under a name of its own and linked to the place, which only the first one can.
 */
async function takePlace(server: Server, { place, way }: Meeting): Promise<(() => Promise<void>) | undefined> {
  if (process.platform === 'win32') return (await listen(server, place)) ? () => close(server) : undefined;
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  const own = `${place}.${randomBytes(3).toString('hex')}`;
  if (!(await listen(server, way.to(own)))) return undefined;
  const { ino } = statSync(own);
  const isLinked = linkOnce(own, place);
  rmSync(own, { force: true });
  if (isLinked) return () => leavePlace(server, { place, ino });
  await close(server);
  if ((await askOther(way.to(place))) === undefined) await removeIfDead({ place, way });
  return undefined;
}

/** False when something is there already. */
function linkOnce(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A program that was killed leaves its place behind. It is moved away first: what is there then may be somebody's. */
async function removeIfDead({ place, way }: Meeting): Promise<void> {
  const moved = `${place}.${randomBytes(3).toString('hex')}`;
  try {
    renameSync(place, moved);
  } catch (error) {
    // Somebody else was faster.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if ((await askOther(way.to(moved))) === undefined) rmSync(moved, { force: true });
  else renameSync(moved, place);
}

/** Takes away what is ours; another one may wait there by now. */
function leavePlace(server: Server, { place, ino }: { readonly place: string; readonly ino: number }): Promise<void> {
  if (statSync(place, { throwIfNoEntry: false })?.ino === ino) rmSync(place, { force: true });
  return close(server);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Undefined when nobody is there. */
function askOther(place: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(place);
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text = (text + part).slice(0, MAX_ADDRESS_LENGTH);
    });
    socket.on('end', () => resolve(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]+$/.test(text) ? text : undefined));
    socket.on('error', () => resolve(undefined));
  });
}

/** False when somebody else listens there. */
function listen(server: Server, place: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', refuse);
    // Only this person may connect.
    server.listen({ path: place, readableAll: false, writableAll: false }, () => {
      server.off('error', refuse);
      resolve(true);
    });
  });
}
