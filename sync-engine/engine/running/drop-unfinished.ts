import type { Operation } from '../../core/model/operation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { dropLeftovers } from '../../executor/staging.ts';
import { dropSessions } from '../../executor/upload-session.ts';
import type { FolderPorts } from '../parts.ts';
import type { PlanLedger } from './run-plan.ts';

/**
 * Throws away what is left of transfers that no operation of the plan goes on with, on the disk and on the server. Only
 * called while nothing is transferred. What the server does not let go is asked for again in the next run.
 */
export async function dropUnfinished(input: {
  readonly ports: FolderPorts;
  readonly operations: readonly Operation[];
  readonly ledger: PlanLedger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { ports, operations, signal } = input;
  const { ledger } = input.ledger;
  await dropLeftovers(ports.filesystem, operations, ({ node }) => ledger.findRemote(node));
  if (ports.database.listTransfers().length === 0) return;
  const planned = new Set<RelativePath | undefined>();
  for (const operation of operations) {
    if (operation.kind === 'transfer' && operation.side === 'remote')
      planned.add(ledger.findPath('local', operation.node));
  }
  const errors = await dropSessions(ports, (path) => planned.has(path), signal);
  for (const { code, detail } of errors) ports.logger.warn('upload-not-abandoned', { code, detail });
}
