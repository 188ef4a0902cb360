import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { waitFor } from '#e2e/stage/office.ts';

/** As many as raise a question. */
const MANY = 10;

async function giveStrangeEnding(office: Office, from: number): Promise<void> {
  for (let number = from; number < from + MANY; number += 1) {
    const path = join(office.place('BayernBox'), `${number}.txt`);
    await rename(path, `${path}.dms`);
  }
}

it('what a person has called meant for good is listed, and asked about again once that is taken back', async () => {
  const office = await enterOffice();
  for (let number = 0; number < 2 * MANY; number += 1) await office.put(`${number}.txt`, `${number}`);
  const running = await startHost(office);
  const { api } = running;
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  await giveStrangeEnding(office, 0);
  await waitForState(running, 'needs-decision');
  const listed = await api.listDecisions({ folderId });
  const name = listed.ok ? (listed.value.items[0]?.name ?? '') : '';
  await api.answerDecision({ folderId, name, answer: 'carry-out-always' });
  await waitForState(running, 'in-sync');

  const remembered = await api.listFalseAlarms({ folderId });
  const forgotten = await api.forgetFalseAlarm({ folderId, name: 'renamed.dms' });
  await waitFor(async () => {
    const left = await api.listFalseAlarms({ folderId });
    return (left.ok && left.value.items.length === 0) || undefined;
  }, 'a list without it');
  const again = await api.forgetFalseAlarm({ folderId, name: 'renamed.dms' });
  await giveStrangeEnding(office, MANY);
  await waitForState(running, 'needs-decision');

  expect(remembered).toMatchObject({
    ok: true,
    value: { items: [{ name: 'renamed.dms', kind: 'renamed', extension: 'dms' }] },
  });
  expect([forgotten, again]).toMatchObject([{ ok: true }, { ok: false, error: { code: 'decision-unknown' } }]);
});
