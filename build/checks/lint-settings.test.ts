import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './source-files.ts';

const oxlint = join(repositoryRoot, 'node_modules/oxlint/bin/oxlint');
const sandbox = mkdtempSync(join(tmpdir(), 'bayernbox-lint-'));

/** Where a file is, what it says, and the rule that stops it. */
const STOPPED: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['dev-server/a.ts', 'export default 1;', 'import(no-default-export)'],
  ['dev-server/a.ts', 'export const a = (b: any) => b;', 'typescript(no-explicit-any)'],
  ['dev-server/a.ts', 'export const a = (b?: string) => b!;', 'typescript(no-non-null-assertion)'],
  ['dev-server/a.ts', "import { join } from 'path';\njoin();", 'unicorn(prefer-node-protocol)'],
  ['dev-server/a.ts', "import { A } from './b.ts';\nexport type B = A;", 'typescript(consistent-type-imports)'],
  ['dev-server/a.ts', `export function a() {\n${'a();\n'.repeat(60)}}`, 'eslint(max-lines-per-function)'],
  ['dev-server/a.ts', '// a\n'.repeat(401), 'eslint(max-lines)'],
  ['dev-server/a.ts', 'export const a = (b, c, d, e) => [b, c, d, e];', 'eslint(max-params)'],
  ['dev-server/a.ts', "import { app } from 'electron';\napp();", 'eslint(no-restricted-imports)'],
  ['renderer/a.tsx', 'export const a = <p>Text</p>;', 'react(jsx-no-literals)'],
  ['sync-engine/testing/properties/a.ts', 'console.log(1);', 'eslint(no-console)'],
  ['dev-server/Answer.ts', 'export const a = 1;', 'unicorn(filename-case)'],
  ['sync-engine/core/merge/a.ts', 'export const a = Date.now();', 'eslint(no-restricted-properties)'],
  ['sync-engine/core/merge/a.ts', 'export const a = Math.random();', 'eslint(no-restricted-properties)'],
  ['sync-engine/core/merge/a.ts', 'setTimeout(() => 1, 1);', 'eslint(no-restricted-globals)'],
  ['sync-engine/core/merge/a.ts', 'process.exit();', 'eslint(no-restricted-globals)'],
  ['sync-engine/core/model/a.ts', "import { z } from 'zod';\nz();", 'eslint(no-restricted-imports)'],
  ['sync-engine/core/guards/a.ts', "import { b } from '../merge/b.ts';\nb();", 'eslint(no-restricted-imports)'],
  ['sync-engine/watcher/a.ts', "import { b } from '../clock/clock.ts';\nb();", 'eslint(no-restricted-imports)'],
  ['sync-engine/executor/a.ts', "import { b } from '../clock/real.ts';\nb();", 'eslint(no-restricted-imports)'],
  ['sync-engine/engine/a.ts', "import { b } from '#dev-server/b.ts';\nb();", 'eslint(no-restricted-imports)'],
  ['renderer/app/a.ts', "import { b } from '#sync-engine/engine/b.ts';\nb();", 'eslint(no-restricted-imports)'],
  ['ipc/a.ts', "import { b } from '../electron/main/b.ts';\nb();", 'eslint(no-restricted-imports)'],
];

const ALLOWED: readonly (readonly [path: string, text: string])[] = [
  ['sync-engine/engine/create-engine.ts', "export { b } from '../clock/real.ts';"],
  ['sync-engine/executor/port.ts', "export { b } from '../clock/clock.ts';"],
];

const CYCLE: readonly (readonly [path: string, text: string])[] = [
  ['dev-server/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = () => b;"],
  ['dev-server/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = () => a;"],
];

/** Each case has a file of its own beside the others of its folder: `a.ts` of the seventh is `a-7.ts`. */
function toOwnPath(path: string, index: number): string {
  return path.replace(/(?=\.tsx?$)/, `-${index}`);
}

let complaints: readonly string[] = [];

/** What is said of one file. */
function listComplaints(path: string): readonly string[] {
  return complaints.filter((line) => line.startsWith(`${path}:`));
}

// One run for all cases: to start the linter costs more than to look at them.
beforeAll(() => {
  copyFileSync(join(repositoryRoot, '.oxlintrc.json'), join(sandbox, '.oxlintrc.json'));
  const stopped = STOPPED.map(([path, text], index) => [toOwnPath(path, index), text] as const);
  for (const [path, text] of [...stopped, ...ALLOWED, ...CYCLE]) {
    mkdirSync(dirname(join(sandbox, path)), { recursive: true });
    writeFileSync(join(sandbox, path), `${text}\n`);
  }
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'unix'], { cwd: sandbox, encoding: 'utf8' });
  complaints = stdout.split('\n');
});

afterAll(() => {
  rmSync(sandbox, { recursive: true });
});

describe('lint settings', () => {
  it.each(STOPPED.map(([path, text, rule], index) => ({ path: toOwnPath(path, index), text, rule })))(
    'stop, in $path, $text',
    ({ path, rule }) => {
      expect(listComplaints(path).join('\n')).toContain(rule);
    },
  );

  it('let the wiring name real parts, and a port be imported', () => {
    // That the run took place is what the cases above show.
    expect(ALLOWED.map(([path]) => listComplaints(path))).toEqual([[], []]);
  });

  it('stop a cycle of imports', () => {
    expect(listComplaints('dev-server/cycle-a.ts').join('\n')).toContain('import(no-cycle)');
  });
});
