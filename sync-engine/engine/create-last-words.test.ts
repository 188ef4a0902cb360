import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

it('a bug that nothing catches is in the log before the process is gone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-last-words-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const load = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const [script, log] = [join(directory, 'dies.mjs'), join(directory, 'engine.log')];
  writeFileSync(
    script,
    `import { createLastWords } from ${load('./create-last-words.ts')};
    import { createLogger } from ${load('./create-engine.ts')};
    import { appendFileSync } from 'node:fs';
    const logger = createLogger({ write: (line) => appendFileSync(${JSON.stringify(log)}, line) });
    process.on('uncaughtExceptionMonitor', createLastWords(logger));
    setTimeout(() => { throw new Error('a bug in a timer'); }, 0);`,
  );

  const { status } = spawnSync(process.execPath, [script]);

  expect(status).not.toBe(0);
  expect(readFileSync(log, 'utf8')).toContain('a bug in a timer');
});
