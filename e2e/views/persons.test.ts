import { describe, it } from 'vitest';
import { press, useViews } from './open-view.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';

const openView = useViews();

describe('a person who is signed in here', () => {
  it.each([
    ['locked-on-server', 'anna', 'in Bearbeitung durch anna (Sie, auf einem anderen Gerät oder im Browser)'],
    ['locked-on-server', 'Frau Huber', 'in Bearbeitung durch Frau Huber'],
    ['local-file-busy', 'Anna Muster', 'in Bearbeitung durch Anna Muster'],
  ] as const)(
    'is told who holds a lock, and that it is themselves on another device: %s, %s',
    async (code, name, words) => {
      const explainPath = { path: 'Bauamt/Plan.dwg', code, heldBy: { name } };
      const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

      await page.getByText(words, { exact: true }).waitFor();
    },
  );

  it('is told that one of two versions is their own, of another device', async () => {
    const [sample] = createConflicts(1);
    if (sample === undefined) throw new Error('no sample of two versions');
    const items = [{ ...sample, serverAuthor: 'Anna Muster' }];
    const page = await openView('overview', {
      answers: { ...createSampleAnswers(Date.now()), listConflicts: { items } },
    });

    await press(page, /^Zwei Fassungen/);

    await page
      .getByText('Geändert von: Anna Muster (Sie, auf einem anderen Gerät oder im Browser)', { exact: true })
      .waitFor();
  });
});
