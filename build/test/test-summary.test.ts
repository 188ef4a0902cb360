import { describe, expect, it } from 'vitest';
import { parseTestReport, toCountLine, toSummaryTable } from './test-summary.ts';

const counts = { passed: 12, failed: 0, skipped: 0 };
const step = (name: string, isGreen: boolean) => ({ name, isGreen, durationMs: 1234 });

describe('summary of npm test', () => {
  it('takes its numbers from the report of the test runner', () => {
    const report = { numPassedTests: 12, numFailedTests: 3, numPendingTests: 1, testResults: [] };

    expect(parseTestReport(JSON.stringify(report))).toEqual({ passed: 12, failed: 3, skipped: 1 });
  });

  it('counts a test file that does not load as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    const report = { numPassedTests: 12, numFailedTests: 0, numPendingTests: 0, testResults };

    expect(parseTestReport(JSON.stringify(report)).failed).toBe(1);
  });

  it('refuses a report it does not know', () => {
    expect(() => parseTestReport('{}')).toThrow('numPassedTests');
  });

  it('ends with the numbers alone', () => {
    expect(toCountLine([step('lint', true), step('tests', true)], counts)).toBe('12 passed, 0 failed');
  });

  it('counts a red step as a failure, and failed tests once', () => {
    const failed = { ...counts, failed: 2 };

    expect(toCountLine([step('lint', false), step('tests', true)], counts)).toBe('12 passed, 1 failed');
    expect(toCountLine([step('tests', false)], failed)).toBe('12 passed, 2 failed');
  });

  it('counts a runner that crashed as a failure', () => {
    expect(toCountLine([step('tests', false)], undefined)).toBe('0 passed, 1 failed');
    expect(toCountLine([step('tests', false)], counts)).toBe('12 passed, 1 failed');
  });

  it('lists every step with its result and duration', () => {
    expect(toSummaryTable([step('lint', true), step('format', false)])).toBe(
      '  lint    ok         1.2 s\n  format  FAILED     1.2 s',
    );
  });
});
