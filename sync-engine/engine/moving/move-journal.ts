import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const noteSchema = z.discriminatedUnion('kind', [
  /** The folder gets another name on its own disk. */
  z.object({ kind: z.literal('rename'), from: z.string(), to: z.string() }),
  /** The folder is copied to `draft`, which is nobody's until it is complete and gets the name `to`. */
  z.object({ kind: z.literal('copy'), from: z.string(), to: z.string(), draft: z.string(), isComplete: z.boolean() }),
]);

/** What a move of a sync folder is about to do. Absolute paths. */
export type MoveNote = z.infer<typeof noteSchema>;

/** Notes of moves that have not ended, on the disk: whoever starts after a crash finds them. One for each old place. */
export class MoveJournal {
  readonly #directory: string;

  constructor(stateDirectory: string) {
    this.#directory = join(stateDirectory, 'moves');
  }

  /** Durable when it returns. `key` names the move. Throws errno errors. */
  write(key: string, note: MoveNote): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const next = this.#pathOf(`${key}.next`);
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify(note));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.#pathOf(key));
    syncDirectory(this.#directory);
  }

  remove(key: string): void {
    rmSync(this.#pathOf(key), { force: true });
  }

  /** What has not ended. A note that cannot be read is left alone: it was never acted on. */
  list(): readonly { readonly key: string; readonly note: MoveNote }[] {
    if (!existsSync(this.#directory)) return [];
    const names = readdirSync(this.#directory);
    // Cut off before it had its name: nothing was done for it.
    for (const name of names) if (name.endsWith('.next.json')) rmSync(join(this.#directory, name), { force: true });
    const keys = names.flatMap((name) => /^([0-9a-f]+)\.json$/.exec(name)?.[1] ?? []);
    return keys.flatMap((key) => {
      const note = parseNote(readFileSync(this.#pathOf(key), 'utf8'));
      return note === undefined ? [] : [{ key, note }];
    });
  }

  #pathOf(key: string): string {
    return join(this.#directory, `${key}.json`);
  }
}

function parseNote(text: string): MoveNote | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Makes names in a directory survive a power cut. Windows has no such call and needs none. Throws errno errors. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
