import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { HostSettings, ReadSettings, SettingsFile } from './host-settings.ts';
import { FIRST_SETTINGS, hostSettingsSchema } from './host-settings.ts';

const NAME = 'folders.json';

/** What is set aside is called so. */
const UNREADABLE = '.unreadable';

/**
 * Settings as one JSON file, with a copy beside it. A file that cannot be read is set aside and its copy is used: folders
 * must not vanish because a disk is bad. The copy is written last: while one of the two is being written, the other is
 * whole. One process at a time.
 */
export class JsonSettingsFile implements SettingsFile {
  readonly #path: string;
  readonly #directory: string;
  #isHeld = false;

  /** Makes the directory when it is missing. */
  constructor(directory: string) {
    this.#directory = directory;
    this.#path = join(directory, NAME);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  read(): ReadSettings {
    const [path, copy] = [this.#path, `${this.#path}.copy`];
    const settings = readOrSetAside(path) ?? readOrSetAside(copy);
    // One that the disk neither gives nor lets go must not be replaced: somebody may be able to repair it.
    this.#isHeld = settings === undefined && existsSync(path);
    if (settings !== undefined) return { settings };
    const lostPath = [`${path}${UNREADABLE}`, `${copy}${UNREADABLE}`, path, copy].find((place) => existsSync(place));
    return { settings: FIRST_SETTINGS, ...(lostPath === undefined ? {} : { lostPath }) };
  }

  write(settings: HostSettings): boolean {
    if (this.#isHeld) return false;
    try {
      const next = `${this.#path}.next`;
      writeDurably(next, `${JSON.stringify(settings, undefined, 2)}\n`);
      renameSync(next, this.#path);
      syncDirectory(this.#directory);
      copyFileSync(this.#path, `${this.#path}.copy`);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false;
      throw error;
    }
  }
}

function readOrSetAside(path: string): HostSettings | undefined {
  if (!existsSync(path)) return undefined;
  const settings = readSettings(path);
  if (settings === undefined) setAside(path);
  return settings;
}

/** Undefined for what is damaged, or what the disk does not give. */
function readSettings(path: string): HostSettings | undefined {
  try {
    return hostSettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

/** Kept for whoever can repair it. A disk that does not even do that is heard of when something is written. */
function setAside(path: string): void {
  try {
    let kept = `${path}${UNREADABLE}`;
    for (let count = 2; existsSync(kept); count += 1) kept = `${path}${UNREADABLE}.${count}`;
    renameSync(path, kept);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows has no such call and needs none. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
