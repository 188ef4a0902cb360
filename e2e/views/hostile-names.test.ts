import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import type { SampleAnswers } from './sample-answers.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';

const openView = useViews();

const TURNED = 'Rechnung\u202Efdp.exe';
const NAMES = [
  TURNED,
  `${'Sehrlangername'.repeat(17)}.docx`,
  '<img src=x onerror="document.title=1">.txt',
  'Zeile\nZeile\u0007\u001B[31m.txt',
  `Z${'\u0336\u0321\u0300'.repeat(40)}.txt`,
  'Plan\u200B.docx',
  'Plan .docx ',
  'תוכנית 2027 (סופי).xlsx',
  '{count, plural}',
];

/** The sample, but all that others may name is named by somebody with bad intentions. */
function createHostileAnswers(nowMs: number): SampleAnswers {
  const usual = createSampleAnswers(nowMs);
  const { getState, getSelection, listHistory, listKept, listDecisions } = usual;
  const [conflict] = createConflicts(1);
  const [entry] = listHistory?.items ?? [];
  const [kept] = listKept?.items ?? [];
  if (getState === undefined || getSelection === undefined || entry === undefined || kept === undefined) return usual;
  const path = (index: number): string => `${NAMES[(index + 1) % NAMES.length] ?? ''}/${NAMES[index] ?? ''}`;
  const each = <Item>(create: (path: string, index: number) => Item): readonly Item[] =>
    NAMES.map((_name, index) => create(path(index), index));
  return {
    ...usual,
    getState: {
      ...getState,
      accounts: getState.accounts.map((account) => ({ ...account, displayName: NAMES.join(' ') })),
      folders: getState.folders.map((folder, index) => ({ ...folder, name: NAMES[index] ?? '', spaceName: TURNED })),
    },
    listConflicts: {
      items: each((at, index) => ({ ...conflict, path: at, conflictId: `c${index}`, serverAuthor: NAMES[index] })),
    } as NonNullable<SampleAnswers['listConflicts']>,
    listProblems: {
      items: each((at, index) =>
        index % 2 === 0
          ? {
              path: at,
              side: 'remote',
              isHere: true,
              code: 'locked-on-server',
              heldBy: { name: NAMES[1] ?? '', sinceMs: nowMs },
            }
          : {
              path: at,
              side: 'remote',
              isHere: false,
              code: 'name-clash',
              renaming: { side: 'remote', proposal: NAMES[index] },
            },
      ),
    },
    listHistoryRows: {
      items: each((at, index) => {
        const hostile = { ...entry, historyId: `h${index}`, path: at, target: at };
        return index % 2 === 0
          ? { kind: 'entry', entry: hostile }
          : { kind: 'group', groupId: `g${index}`, count: 3, directory: at, newest: hostile };
      }),
    },
    listKept: { items: each((at, index) => ({ ...kept, keepId: `k${index}`, originalPath: at })) },
    listDecisions: {
      items: (listDecisions?.items ?? []).map((decision) => ({ ...decision, paths: each((at) => at) })),
    },
    getSelection: { ...getSelection, undecided: NAMES.slice(0, 3) },
  };
}

const LOOKS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  overview: () => Promise.resolve(),
  decisions: async (page) => {
    await press(page, /^Entscheidungen/);
    for (const summary of await page.getByText('Betroffene Dateien').all()) await summary.click();
  },
  conflicts: async (page) => {
    await press(page, /^Zwei Fassungen/);
    await page
      .getByRole('button', { name: /^Ansehen: / })
      .nth(1)
      .click();
  },
  problems: (page) => press(page, /^Probleme/),
  activity: (page) => press(page, 'Aktivität'),
  kept: async (page) => {
    await press(page, 'Aufbewahrt');
    await page
      .getByRole('button', { name: /^Ansehen: / })
      .nth(1)
      .click();
    await page.getByRole('dialog').waitFor();
  },
};

describe.each(Object.keys(LOOKS))('hostile names in the view „%s“', (view) => {
  it('stay within the window, turn no writing round, and are no markup', async () => {
    const page = await openView('overview', { answers: createHostileAnswers(Date.now()) });
    await LOOKS[view]?.(page);
    await shoot(page, `hostile-${view}`);
    // Long lists measure their rows anew a moment later.
    await expect.poll(() => findOverflow(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    await expect.poll(() => findOverflow(page)).toEqual([]);
    expect(await page.locator('main img, [role=dialog] img').count()).toBe(0);
    expect(await page.evaluate(() => /[\u202A-\u202E\u200B\u0007]/.test(document.body.innerText))).toBe(false);
  });
});

/** What is wider than the window, or than the box that scrolls up and down around it. */
function findOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.bb-modal, .bb-long-list')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.className || 'page'}: ${element.scrollWidth} > ${element.clientWidth}`),
  );
}
