import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { dirname, join } from 'node:path';

/** What a start found out about others of the same person. */
export type Instance =
  /** There is one: it has made this address for another window. */
  | { readonly kind: 'joined'; readonly address: string }
  /** There is none: this one is it, until it closes. */
  | { readonly kind: 'leads'; readonly close: () => Promise<void> };

/** Addresses are short; whoever sends more is somebody else. */
const MAX_ADDRESS_LENGTH = 500;

/** Systems allow a path of about a hundred letters. */
const MAX_PLACE_LENGTH = 100;

/**
 * Where programs with this state directory meet: inside of it, which only this person can enter, since whoever waits at
 * a place is believed. Undefined when the system could not open it there. Pure.
 */
export function toMeetingPlace(stateDirectory: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') {
    const name = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 24);
    return `\\\\.\\pipe\\bayernbox-${name}`;
  }
  const place = join(stateDirectory, 'meeting.sock');
  return Buffer.byteLength(place) > MAX_PLACE_LENGTH ? undefined : place;
}

/**
 * Makes sure that one program at a time serves a state directory. A second one gets an address from the first, for
 * another window. `makeAddress` is called in the first one, for each that comes, also before it has anything to show:
 * whoever comes waits for it. Without a place everybody leads.
 */
export async function joinOrLead(place: string | undefined, makeAddress: () => Promise<string>): Promise<Instance> {
  if (place === undefined) return { kind: 'leads', close: () => Promise.resolve() };
  const address = await askOther(place);
  if (address !== undefined) return { kind: 'joined', address };
  // A program that was killed leaves its place behind; nobody has answered there.
  if (process.platform !== 'win32') {
    rmSync(place, { force: true });
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  }
  const server = createServer((socket) => {
    socket.on('error', () => {});
    void makeAddress().then((made) => socket.end(made));
  });
  await listen(server, place);
  return {
    kind: 'leads',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
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

function listen(server: Server, place: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Only this person may connect.
    server.listen({ path: place, readableAll: false, writableAll: false }, () => resolve());
  });
}
