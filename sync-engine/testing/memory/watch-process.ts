import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createWatcher } from '../../watcher/create-watcher.ts';

/**
 * `node watch-process.ts <directory> <files>`: makes so many files, starts to watch them, and prints the hint that an edit
 * gives. Whoever starts it decides how large its heap may become, and removes what it has made.
 */

const FILES_IN_EACH = 100;

const { positionals } = parseArgs({ allowPositionals: true });
const [rootPath = '', files] = positionals;
const directories = Array.from({ length: Number(files) / FILES_IN_EACH }, (_, index) => `Vorgang ${index}`);
for (const directory of directories) {
  mkdirSync(join(rootPath, directory));
  for (let file = 0; file < FILES_IN_EACH; file += 1) writeFileSync(join(rootPath, directory, `${file}.txt`), '');
}
const watcher = createWatcher({ rootPath, privateFolder: '.private' });
const hinted = Promise.withResolvers<string>();
await watcher.start((hint) => hinted.resolve(hint.kind === 'directory' ? hint.path : hint.kind));
writeFileSync(join(rootPath, 'Vorgang 7', '7.txt'), 'edited');
process.stdout.write(await hinted.promise);
await watcher.stop();
