import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Does something while no other process does the same; the others wait. `lockFile` names the holder, so that one that
 * died holds nobody up.
 */
export async function oneAtATime<Value>(lockFile: string, act: () => Promise<Value>): Promise<Value> {
  mkdirSync(dirname(lockFile), { recursive: true });
  while (!takeLock(lockFile)) await sleep(POLL_MS);
  try {
    return await act();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function takeLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (!isHeld(lockFile)) rmSync(lockFile, { force: true });
    return false;
  }
}

function isHeld(lockFile: string): boolean {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    // Empty: its holder is just writing its name.
    if (holder !== 0) process.kill(holder, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM';
    throw error;
  }
}
