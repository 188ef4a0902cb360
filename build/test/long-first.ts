import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Folders whose tests start programs, servers or whole worlds: each of the files that take longer than 4 seconds is in one. */
const LONG = /\/(?:e2e|testing|cli|interop|demo|packaging|engine-host)\/|\/host-kills\./;

/**
 * Starts files that take long before those that take milliseconds, so that no core waits at the end for one that began
 * last. What an earlier run measured counts within both groups; a fresh clone has measured nothing.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
