import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ShellSettings } from '#ipc/settings.ts';
import { DEFAULT_SHELL_SETTINGS, shellSettingsSchema } from '#ipc/settings.ts';
import type { ShellSettingsStore } from '../shell.ts';

/** The shell's settings as a JSON file. What cannot be read is replaced by the defaults: only taste is lost. */
export class JsonShellSettings implements ShellSettingsStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  read(): ShellSettings {
    try {
      return shellSettingsSchema.safeParse(JSON.parse(readFileSync(this.#path, 'utf8'))).data ?? DEFAULT_SHELL_SETTINGS;
    } catch {
      // Missing or damaged, see above.
      return DEFAULT_SHELL_SETTINGS;
    }
  }

  write(settings: ShellSettings): boolean {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.#path}.next`, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
      renameSync(`${this.#path}.next`, this.#path);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false;
      throw error;
    }
  }
}
