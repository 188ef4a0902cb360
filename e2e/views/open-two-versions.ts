import type { OpenView } from './open-view.ts';
import { press } from './open-view.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';
import type { SampleShell } from './sample-windows.ts';

export const DECIDED = {
  kind: 'decided',
  how: 'mine',
  atMs: 1_794_000_000_000,
  undoUntilMs: 1_796_592_000_000,
} as const;

/** Opens the view of two versions with just what a test is about. */
export function useTwoVersions(openView: OpenView) {
  return { openSettled, openOne };

  /** A window with one file of which a person has decided which version stays. */
  async function openSettled(how: 'mine' | 'server' | 'both' | 'merged') {
    const [open] = createConflicts(1);
    if (open === undefined) throw new Error('no sample of two versions');
    const items = [{ ...open, state: 'resolved' as const, end: { ...DECIDED, how } }];
    const page = await openView('overview', {
      answers: { ...createSampleAnswers(Date.now()), listConflicts: { items }, undoConflict: {} },
    });
    await press(page, /^Zwei Fassungen/);
    return page;
  }

  /** A window with one file in two versions, which are the given texts. */
  async function openOne(
    refusals: SampleShell['refusals'] = {},
    texts: { readonly mine: string; readonly server: string } = { mine: 'meine\n', server: 'andere\n' },
    readCommonText: { readonly text?: string } = {},
  ) {
    const usual = createSampleAnswers(Date.now());
    const [open] = createConflicts(1);
    if (open === undefined) throw new Error('no sample of two versions');
    const answers = {
      ...usual,
      listConflicts: { items: [open] },
      resolveConflicts: { items: [] },
      undoConflict: {},
      readCommonText,
    };
    const page = await openView('overview', { answers, refusals });
    // A shell of samples answers the same to every input; the card of the own version asks first.
    await page.evaluate(
      ([mine, server]) => {
        let asked = 0;
        const get = (): unknown => ({ kind: 'text', text: (asked += 1) % 2 === 1 ? mine : server, isWhole: true });
        Object.defineProperty((window as unknown as { answers: object }).answers, 'previewFile', { get });
      },
      [texts.mine, texts.server] as const,
    );
    await press(page, /^Zwei Fassungen/);
    await page.getByRole('region', { name: 'Unterschiede' }).waitFor();
    return { page, open };
  }
}
