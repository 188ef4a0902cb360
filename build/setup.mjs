// Brings a fresh clone to a state in which every other command works: dependencies from the lock file and the
// project's own Node 24. Plain JavaScript without imports of ours, because it runs on whatever Node a newcomer has.
import { execSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.bayernbox-setup');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function isReady() {
  return (
    existsSync(marker) && readFileSync(marker, 'utf8') === wanted && spawnSync(ownNode, ['--version']).status === 0
  );
}

if (!isReady()) {
  console.error('Setting up: installing the locked dependencies …');
  // Install scripts are off (.npmrc): the only one that is needed puts Node 24 from the registry into node_modules.
  execSync('npm ci --loglevel=error', { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  execSync('npm rebuild node --ignore-scripts=false --loglevel=error', {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(marker, wanted);
}
