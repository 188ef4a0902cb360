import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openSyncDatabase } from './open-sync-database.ts';

const PROGRAM = fileURLToPath(new URL('commit-loop-process.ts', import.meta.url));

/** Runs the commit loop, kills it as soon as it has printed `lineCount` lines, and returns all ids that it printed. */
async function commitUntilKilled(path: string, lineCount: number): Promise<readonly number[]> {
  const child = spawn(process.execPath, [PROGRAM, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.split('\n').length > lineCount) child.kill('SIGKILL');
  }
  const lines = printed.split('\n');
  return lines.slice(0, -1).map(Number);
}

it('has every committed row after kill -9 at any moment', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sync-database-'));
  const path = join(folder, 'sync.db');
  const printed: number[] = [];
  try {
    for (const lineCount of [1, 3, 40, 333, 1_500]) {
      // One kill after the other on the same file: each start recovers what the last kill left behind.
      printed.push(...(await commitUntilKilled(path, lineCount)));

      const opened = openSyncDatabase(path);
      if (opened.kind === 'unusable') throw opened.error;
      const rows = opened.database.loadBase();
      opened.database.close();

      const names = new Set([...rows.values()].map((row) => row.name));
      expect(printed.filter((id) => !names.has(`Datei ${id}`))).toEqual([]);
    }
    expect(printed.length).toBeGreaterThanOrEqual(1_877);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
