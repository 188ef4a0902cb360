import { expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { OperationId, Remove } from '../core/model/operation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { Failures } from './failures.ts';

const operation: Remove = {
  id: 0 as OperationId,
  node: toNodeId(1),
  side: 'remote',
  after: [],
  kind: 'remove',
  nodeKind: 'file',
  covers: [toNodeId(1)],
};

test('an attempt that is due, but waits for something else, does not wake anybody at once, again and again', async () => {
  const clock = new FakeClock();
  const failures = new Failures(clock);
  const path = 'a' as RelativePath;
  failures.note(operation, path, {
    code: 'server-error',
    scope: 'item',
    retry: { kind: 'after', delayMs: 10_000 },
    detail: '',
  });

  expect(failures.nextDelayMs()).toBe(10_000);
  await clock.advance(10_000);

  expect(failures.isDue(operation, path)).toBe(true);
  expect(failures.nextDelayMs()).toBeUndefined();
});
