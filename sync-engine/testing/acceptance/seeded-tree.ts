import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './server-account.ts';

/** `parts` equal parts of `directories` directories with `filesEach` small files each. */
export interface SeededTree {
  readonly parts: number;
  readonly directories: number;
  readonly filesEach: number;
}

/**
 * Puts the same tree below `root` on the server and below every folder, without the engine: the server copies whole
 * parts by itself, which takes seconds where uploads of every file would take minutes.
 */
export async function seedTree(
  tree: SeededTree,
  root: string,
  { account, folders }: { readonly account: ServerAccount; readonly folders: readonly string[] },
): Promise<void> {
  for (const folder of folders) {
    for (let part = 0; part < tree.parts; part += 1) writePart(tree, join(folder, root, `part ${part}`));
  }
  await account.makeDirectory(root);
  await account.makeDirectory(`${root}/part 0`);
  for (let directory = 0; directory < tree.directories; directory += 1) {
    const path = `${root}/part 0/directory ${directory}`;
    await account.makeDirectory(path);
    await Promise.all(namesOf(tree).map((name) => account.put(`${path}/${name}`, textOf(directory, name))));
  }
  for (let part = 1; part < tree.parts; part += 1) await account.copy(`${root}/part 0`, `${root}/part ${part}`);
}

function writePart(tree: SeededTree, path: string): void {
  for (let directory = 0; directory < tree.directories; directory += 1) {
    mkdirSync(join(path, `directory ${directory}`), { recursive: true });
    for (const name of namesOf(tree))
      writeFileSync(join(path, `directory ${directory}`, name), textOf(directory, name));
  }
}

function namesOf({ filesEach }: SeededTree): readonly string[] {
  return Array.from({ length: filesEach }, (_, file) => `file-${file}.txt`);
}

function textOf(directory: number, name: string): string {
  return `text of ${name} in directory ${directory}\n`;
}
