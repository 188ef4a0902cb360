import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Longest wait for a daemon to be ready. */
const START_LIMIT_MS = 15_000;

/** A session bus and, on it, a real gnome-keyring. For tests only. */
export interface KeyringSession extends AsyncDisposable {
  /** What a process needs to reach it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts a bus and a keyring in a home of their own. `open`: its password was given. `locked`: it exists, and nobody
 * has given the password.
 */
export async function startKeyringSession(state: 'open' | 'locked'): Promise<KeyringSession> {
  const home = await mkdtemp(join(tmpdir(), 'bayernbox-keyring-'));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const base = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: runtime };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--nosyslog', '--print-address=1'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const running: ChildProcess[] = [bus];
  const dispose = async (): Promise<void> => {
    for (const child of running.toReversed()) await end(child);
    await rm(home, { recursive: true, force: true });
  };
  try {
    const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: await readFirstLine(bus) };
    running.push(startKeyring(environment, 'unlock'));
    await becomeReady(environment);
    if (state === 'locked') {
      // The first start has made the keyring; the second one knows it but not its password.
      await end(running.pop());
      running.push(startKeyring(environment, 'start'));
      await becomeReady(environment);
    }
    return { environment, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function startKeyring(environment: Readonly<Record<string, string>>, how: 'unlock' | 'start'): ChildProcess {
  const argv = ['--foreground', '--components=secrets', ...(how === 'unlock' ? ['--unlock'] : [])];
  const keyring = spawn('gnome-keyring-daemon', argv, { env: environment, stdio: ['pipe', 'ignore', 'ignore'] });
  keyring.stdin.end('password of the keyring');
  return keyring;
}

/** Resolves when the keyring has taken its place on the bus. */
async function becomeReady(environment: Readonly<Record<string, string>>): Promise<void> {
  const deadlineMs = performance.now() + START_LIMIT_MS;
  while (!(await isOnBus(environment))) {
    if (performance.now() > deadlineMs) throw new Error('the keyring did not start');
  }
}

/** True when somebody is the Secret Service there. */
async function isOnBus(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const argv = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/', ...question];
  const { stdout } = await promisify(execFile)('dbus-send', argv, { env: environment });
  return stdout.includes('true');
}

async function readFirstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error(`${child.spawnfile} ended at once`);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
