import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './source-files.ts';

const oxlint = join(repositoryRoot, 'node_modules/oxlint/bin/oxlint');
const sandbox = mkdtempSync(join(tmpdir(), 'bayernbox-lint-'));
copyFileSync(join(repositoryRoot, '.oxlintrc.json'), join(sandbox, '.oxlintrc.json'));

afterAll(() => {
  rmSync(sandbox, { recursive: true });
});

function lint(path: string, text: string): string {
  const file = join(sandbox, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'unix', path], { cwd: sandbox, encoding: 'utf8' });
  rmSync(file);
  return stdout;
}

describe('lint settings', () => {
  it.each([
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
  ])('stop, in %s, %j', (path, text, rule) => {
    expect(lint(path, text)).toContain(rule);
  });

  it('let the wiring name real parts, and a port be imported', () => {
    expect(lint('sync-engine/engine/create-engine.ts', "export { b } from '../clock/real.ts';")).toBe('');
    expect(lint('sync-engine/executor/a.ts', "export { b } from '../clock/clock.ts';")).toBe('');
  });

  it('stop a cycle of imports', () => {
    mkdirSync(join(sandbox, 'dev-server'), { recursive: true });
    writeFileSync(join(sandbox, 'dev-server/b.ts'), "import { a } from './a.ts';\nexport const b = () => a;\n");

    expect(lint('dev-server/a.ts', "import { b } from './b.ts';\nexport const a = () => b;")).toContain(
      'import(no-cycle)',
    );
  });
});
