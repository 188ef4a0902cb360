import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Tests of one run of vitest. A test file that did not even load counts as one failed test. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One step of `npm test`. */
export interface StepResult {
  readonly name: string;
  readonly isGreen: boolean;
  readonly durationMs: number;
}

/** Reads vitest's JSON report. Throws when it is not one. */
export function parseTestReport(json: string): TestCounts {
  const report = reportSchema.parse(JSON.parse(json));
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests,
  };
}

/**
 * The line that CI reads. A red step that no failed test explains (format, lint, types, a crashed runner) counts as one
 * failure, so that the line never says "0 failed" over a red run.
 */
export function toCountLine(steps: readonly StepResult[], counts: TestCounts | undefined): string {
  const explained = counts !== undefined && counts.failed > 0;
  const redSteps = steps.filter((step) => !step.isGreen && !(step.name === 'tests' && explained));
  return `${counts?.passed ?? 0} passed, ${(counts?.failed ?? 0) + redSteps.length} failed`;
}

/** The table of steps, in their order. */
export function toSummaryTable(steps: readonly StepResult[]): string {
  const width = Math.max(...steps.map((step) => step.name.length));
  return steps
    .map((step) => {
      const seconds = (step.durationMs / 1000).toFixed(1).padStart(7);
      return `  ${step.name.padEnd(width)}  ${step.isGreen ? 'ok    ' : 'FAILED'} ${seconds} s`;
    })
    .join('\n');
}
