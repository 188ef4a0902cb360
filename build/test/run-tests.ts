// What `npm test` does: every step runs, so that one run shows everything; the exit code names the first red kind.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMissingPackages, inspectMachine, installPackages, judgePrograms } from './debian-packages.ts';
import type { StepResult, TestCounts } from './test-summary.ts';
import { parseTestReport, toCountLine, toSummaryTable } from './test-summary.ts';

interface Step {
  readonly name: string;
  readonly exitCode: number;
  readonly run: () => boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');
const reportFile = join(root, '.cache', 'test-results', 'vitest.json');
const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` };

function run(program: string, ...argv: readonly string[]): boolean {
  const { status, error } = spawnSync(program, argv, {
    cwd: root,
    env,
    stdio: 'inherit',
    // npm's program files are .cmd on Windows, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (error !== undefined) console.error(`${program} did not start: ${error.message}`);
  return status === 0;
}

function preparePrograms(): boolean {
  const verdict = judgePrograms(findMissingPackages(root), inspectMachine());
  if (verdict.kind === 'ready') return true;
  if (verdict.kind === 'ask') {
    console.error(`Programs that the tests drive are missing. ${verdict.message}`);
    return false;
  }
  console.log(`Installing programs that the tests drive: ${verdict.packages.join(' ')}`);
  return installPackages(verdict.packages);
}

function runVitest(filters: readonly string[]): boolean {
  mkdirSync(dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  return run('vitest', 'run', '--config', 'build/vitest.config.ts', ...reporters, ...filters);
}

function readCounts(): TestCounts | undefined {
  return existsSync(reportFile) ? parseTestReport(readFileSync(reportFile, 'utf8')) : undefined;
}

const allSteps: readonly Step[] = [
  { name: 'programs', exitCode: 2, run: preparePrograms },
  { name: 'format', exitCode: 3, run: () => run('oxfmt', '--check') },
  { name: 'lint', exitCode: 4, run: () => run('oxlint', '--type-aware') },
  { name: 'types', exitCode: 5, run: () => run('tsc', '-b') },
  { name: 'tests', exitCode: 1, run: () => runVitest([]) },
];

function runStep(step: Step): StepResult {
  console.log(`\n── ${step.name} ──`);
  const startMs = performance.now();
  const isGreen = step.run();
  return { name: step.name, isGreen, durationMs: performance.now() - startMs };
}

function report(results: readonly StepResult[]): void {
  const counts = readCounts();
  console.log(`\n${toSummaryTable(results)}`);
  if (counts === undefined) console.log('  The test runner ended without a report.');
  if (counts !== undefined && counts.skipped > 0)
    console.log(`  ${counts.skipped} tests do not apply to this machine.`);
  console.log(`\n${toCountLine(results, counts)}`);
}

const filters = process.argv.slice(2);
const steps = filters.length === 0 ? allSteps : [{ name: 'tests', exitCode: 1, run: () => runVitest(filters) }];
const results = steps.map(runStep);
report(results);
process.exitCode = steps.find((_, index) => results[index]?.isGreen === false)?.exitCode ?? 0;
