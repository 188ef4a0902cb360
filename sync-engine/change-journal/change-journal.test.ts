import { expect, test } from 'vitest';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { ChangeSource, ReportedChanges } from './change-journal.ts';
import { readChangeHints } from './change-journal.ts';

const signal = new AbortController().signal;

function sourceAnswering(report: ReportedChanges): ChangeSource {
  return { readChanges: () => Promise.resolve(report) };
}

const unasked: ChangeSource = {
  readChanges: () => {
    throw new Error('must not be asked');
  },
};

test('a server without a sync-token is searched by its etags', async () => {
  const hints = await readChangeHints({ source: unasked, root: { syncToken: undefined }, cursor: 'old', signal });

  expect(hints).toEqual({ ok: true, value: { where: { kind: 'descend' }, cursor: undefined } });
});

test('the first look follows the etags and keeps the token for the next', async () => {
  const hints = await readChangeHints({ source: unasked, root: { syncToken: 't1' }, cursor: undefined, signal });

  expect(hints).toEqual({ ok: true, value: { where: { kind: 'descend' }, cursor: 't1' } });
});

test('an unchanged token means that there is nothing to look at, without a request', async () => {
  const hints = await readChangeHints({ source: unasked, root: { syncToken: 't1' }, cursor: 't1', signal });

  expect(hints).toEqual({ ok: true, value: { where: { kind: 'directories', paths: [] }, cursor: 't1' } });
});

test('reported directories are where to look, and the report brings the next token', async () => {
  const source = sourceAnswering({ kind: 'changes', directories: [ROOT_PATH], syncToken: 't3' });
  const hints = await readChangeHints({ source, root: { syncToken: 't2' }, cursor: 't1', signal });

  expect(hints).toEqual({ ok: true, value: { where: { kind: 'directories', paths: [ROOT_PATH] }, cursor: 't3' } });
});

test.each(['too-many', 'token-expired', 'not-supported'] as const)('after %s the etags are followed', async (kind) => {
  const hints = await readChangeHints({
    source: sourceAnswering({ kind }),
    root: { syncToken: 't2' },
    cursor: 't1',
    signal,
  });

  expect(hints).toEqual({ ok: true, value: { where: { kind: 'descend' }, cursor: 't2' } });
});
