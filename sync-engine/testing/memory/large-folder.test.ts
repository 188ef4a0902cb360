import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { LargeFolderKind } from './large-folder.ts';
import type { LookReport } from './look-process.ts';

const PROGRAM = fileURLToPath(new URL('look-process.ts', import.meta.url));
const FILES = 50_000;
/**
 * Of this the program itself takes 19. A plan of all items at once does not fit, where both sides have them, and where only
 * the server has them, neither do its rows as objects.
 */
const HEAP_MEBIBYTES = { server: 48, both: 96, agreed: 96 } as const;

test.each([
  ['server', 'that only the server has', { operations: 10_000, plannedItems: 10_000, isCut: true }],
  ['both', 'that both sides have had before', { operations: 4_500, plannedItems: 10_000, isCut: true }],
  ['agreed', 'that are in sync', { operations: 0, plannedItems: 0, isCut: false }],
] as const)(
  'a program that starts with 50,000 files (%s: %s) looks and plans in a small heap',
  { timeout: 120_000 },
  async (kind, _which, expected) => {
    expect(await look(kind)).toMatchObject(expected);
  },
);

/** Rejects when the heap was not enough. */
async function look(kind: LargeFolderKind): Promise<LookReport> {
  const options = [`--max-old-space-size=${HEAP_MEBIBYTES[kind]}`, '--semi-space-growth-factor=1'];
  const { stdout } = await promisify(execFile)(process.execPath, [...options, PROGRAM, kind, `${FILES}`]);
  return JSON.parse(stdout) as LookReport;
}
