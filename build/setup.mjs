// Brings a fresh clone to a state in which every other command works: dependencies from the lock file and the
// project's own Node 24. Plain JavaScript without imports of ours, because it runs on whatever Node a newcomer has.
// `node build/setup.mjs <script> [arguments]` then runs the script under that Node. (`&& node <script>` would not do:
// the shell remembers where it found `node` before the set-up.)
import { execSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, join } from 'node:path';
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

function install() {
  console.error('Setting up: installing the locked dependencies …');
  // Install scripts are off (.npmrc): the only one that is needed puts Node 24 from the registry into node_modules.
  execSync('npm ci --loglevel=error', { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  execSync('npm rebuild node --ignore-scripts=false --loglevel=error', {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(marker, wanted);
}

function runUnderOwnNode(script, argv) {
  const binaries = join(root, 'node_modules', '.bin');
  // Sources are compiled once and not with each start: that is most of the time until a window can be used.
  const cache = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, '.cache', 'compiled') };
  const env = {
    ...process.env,
    ...(script.startsWith('build/start/') ? cache : {}),
    PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const child = spawn(ownNode, [join(root, script), ...argv], { stdio: 'inherit', env });
  // Ctrl-C reaches the whole group: the script ends in its own way and this process waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

if (!isReady()) install();
const [script, ...argv] = process.argv.slice(2);
if (script !== undefined) runUnderOwnNode(script, argv);
