import type { Logger } from '../logger/logger.ts';
import { describeThrown } from '../core/model/thrown.ts';

/**
 * Logs what a process dies of: a bug where nothing catches it. It ends all the same, and is started again; but nobody sees
 * what a program without a terminal writes as it ends. For `uncaughtExceptionMonitor`.
 */
export function createLastWords(logger: Logger): (thrown: unknown) => void {
  return (thrown) => logger.error('internal-error', { stack: describeThrown(thrown) });
}
