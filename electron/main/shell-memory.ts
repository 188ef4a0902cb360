import Conf from 'conf';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shellSettingsSchema } from '#policies/settings.ts';
import type { ShellSettings } from '#policies/settings.ts';
import type { NoticeMemory } from './notices/notice.ts';
import { noticeMemorySchema } from './notices/notice.ts';
import type { ShellSettingsStore } from './shell.ts';

/** Where the window was, in units of the screen. */
const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(320),
  height: z.number().int().min(400),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

/** A damaged field costs only itself. */
const contentSchema = z.object({
  settings: shellSettingsSchema.optional().catch(undefined),
  window: boundsSchema.optional().catch(undefined),
  hasSaidStillHere: z.boolean().catch(false),
  notices: noticeMemorySchema.optional().catch(undefined),
});
type Content = z.infer<typeof contentSchema>;

/**
 * Reads what any version of the program wrote: the first ones had the settings alone, without a name around them. Never
 * fails; what cannot be understood is as if it had never been set. Pure.
 */
export function migrateShellMemory(stored: unknown): Content {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  return contentSchema.parse('language' in fields ? { settings: fields } : fields);
}

/** What a store of small settings is opened with; the same for conf and for electron-store, which is built on it. */
export interface StoreOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly configFileMode: number;
  readonly deserialize: (text: string) => Record<string, unknown>;
}

/** The part of a store that is used. */
export type Store = Pick<Conf, 'store'>;

/** A store for programs without Electron, in the same file as that of electron-store. */
export function openPlainStore({ name, ...options }: StoreOptions): Store {
  return new Conf({ ...options, configName: name, projectName: 'bayernbox' });
}

/**
 * What the shell remembers: taste and places, nothing that syncing needs. Written whole or not at all; a file that is
 * damaged is replaced by its copy.
 */
export class ShellMemory implements ShellSettingsStore {
  readonly #path: string;
  readonly #conf: Store;

  constructor(directory: string, openStore: (options: StoreOptions) => Store = openPlainStore) {
    this.#path = join(directory, 'shell.json');
    // The first one to write here: nobody else may look in.
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#conf = openOrReplace(this.#path, () =>
      openStore({
        cwd: directory,
        name: 'shell',
        configFileMode: 0o600,
        deserialize: (text) => parseObject(text) ?? this.#readCopy(),
      }),
    );
  }

  read(): ShellSettings | undefined {
    return this.#content().settings;
  }

  write(settings: ShellSettings): boolean {
    return this.#change({ settings });
  }

  get window(): WindowBounds | undefined {
    return this.#content().window;
  }

  set window(window: WindowBounds | undefined) {
    this.#change({ window });
  }

  get hasSaidStillHere(): boolean {
    return this.#content().hasSaidStillHere;
  }

  set hasSaidStillHere(hasSaidStillHere: boolean) {
    this.#change({ hasSaidStillHere });
  }

  get notices(): NoticeMemory | undefined {
    return this.#content().notices;
  }

  set notices(notices: NoticeMemory | undefined) {
    this.#change({ notices });
  }

  #content(): Content {
    return migrateShellMemory(this.#conf.store);
  }

  #change(part: Partial<Content>): boolean {
    try {
      this.#conf.store = { ...this.#content(), ...part };
      copyFileSync(this.#path, `${this.#path}.copy`);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false;
      throw error;
    }
  }

  #readCopy(): Record<string, unknown> {
    const copy = `${this.#path}.copy`;
    try {
      return (existsSync(copy) ? parseObject(readFileSync(copy, 'utf8')) : undefined) ?? {};
    } catch (error) {
      if (error instanceof Error && 'code' in error) return {};
      throw error;
    }
  }
}

/** A file that the disk does not give must not keep the program from starting: another one takes its place. */
function openOrReplace(path: string, open: () => Store): Store {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    renameSync(path, `${path}.unreadable`);
    return open();
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
