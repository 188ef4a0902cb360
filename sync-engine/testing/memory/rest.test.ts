import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { RestReport } from './rest-process.ts';

const PROGRAM = fileURLToPath(new URL('rest-process.ts', import.meta.url));
const FILES = 20_000;
/** Rows of both sides take more for each file; what was seen here takes less, and stays. */
const RELEASED_BYTES_PER_FILE = 600;

test('a folder of 20,000 files that has come to rest lets go of its rows, and of all that it does not use', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, `${FILES}`]);
  const report = JSON.parse(stdout) as RestReport;

  expect(report.end).toBe('idle');
  expect(report.usedBytes - report.releasedUsedBytes).toBeGreaterThan(FILES * RELEASED_BYTES_PER_FILE);
  expect(report.releasedCommittedBytes).toBeLessThan(report.releasedUsedBytes * 1.25);
  expect(report.committedBytes).toBeGreaterThan(report.releasedCommittedBytes * 2);
}, 120_000);
