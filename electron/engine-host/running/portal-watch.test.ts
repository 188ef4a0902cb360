import { expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import { PortalWatch } from './portal-watch.ts';

const offline = sampleFolder({
  state: { kind: 'offline', error: { code: 'certificate-wrong-name', scope: 'account' } },
});

function createStage() {
  const stage = { nowMs: 0, isBehind: true, asked: [] as string[], changes: [] as boolean[] };
  const watch = new PortalWatch({
    nowMs: () => stage.nowMs,
    isBehindPortal: (accountId) => {
      stage.asked.push(accountId);
      return Promise.resolve(stage.isBehind);
    },
    onChange: () => stage.changes.push(watch.isBehindPortal('a')),
  });
  return { stage, watch };
}

it('nobody is asked while all is well, or in trouble of another kind', async () => {
  const { stage, watch } = createStage();

  await watch.look([
    sampleFolder(),
    sampleFolder({ state: { kind: 'stopped', error: { code: 'quota-exceeded', scope: 'account' } } }),
  ]);

  expect(stage.asked).toEqual([]);
});

it('a network that answers for the server is noticed, asked each time, and its end is told', async () => {
  const { stage, watch } = createStage();
  await watch.look([offline]);
  await watch.look([]);
  stage.isBehind = false;
  await watch.look([]);
  await watch.look([]);

  expect(stage.changes).toEqual([true, false]);
  expect(stage.asked).toEqual(['a', 'a', 'a']);
});

it('a server that is away for another reason is asked once a minute', async () => {
  const { stage, watch } = createStage();
  stage.isBehind = false;
  for (const nowMs of [0, 15_000, 59_000, 60_000, 75_000]) {
    stage.nowMs = nowMs;
    await watch.look([offline]);
  }

  expect(stage.asked).toHaveLength(2);
  expect(stage.changes).toEqual([]);
});

it('the server of one account that answers with a page does not stop those of other accounts', async () => {
  const asked: string[] = [];
  const watch = new PortalWatch({
    nowMs: () => 0,
    isBehindPortal: (accountId) => {
      asked.push(accountId);
      return Promise.resolve(accountId === 'a');
    },
    onChange: () => {},
  });

  await watch.look([offline, sampleFolder({ folderId: 'g', accountId: 'b' })]);

  expect([watch.isBehindPortal('a'), watch.isBehindPortal('b'), asked]).toEqual([true, false, ['a']]);
});

it('the servers of several accounts are each asked for themselves', async () => {
  const { stage, watch } = createStage();

  await watch.look([offline, { ...offline, folderId: 'g', accountId: 'b' }]);

  expect([stage.asked.toSorted(), watch.isBehindPortal('a'), watch.isBehindPortal('b')]).toEqual([
    ['a', 'b'],
    true,
    true,
  ]);
});
