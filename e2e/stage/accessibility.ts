import axe from 'axe-core';
import type { Page } from 'playwright';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What of these standards is about colours: axe's rules with `cat.color`, without those of AAA. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with a page as it is now: each rule with the elements that break it. */
export function findFaults(page: Page): Promise<readonly string[]> {
  return run(page, { type: 'tag', values: STANDARDS });
}

/** The same of colours alone: of a page that was looked at whole, and has changed nothing but its colours since. */
export function findColourFaults(page: Page): Promise<readonly string[]> {
  return run(page, { type: 'rule', values: COLOUR_RULES });
}

async function run(page: Page, runOnly: axe.RunOnly): Promise<readonly string[]> {
  // It stays in a page until that is loaded anew.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { run: look } = (window as unknown as { readonly axe: Pick<typeof axe, 'run'> }).axe;
    // React Aria's voice: what it has just said may name a button that is gone; nobody can get there.
    const context = { exclude: [['[data-live-announcer]']] };
    const { violations } = await look(context, { resultTypes: ['violations'], runOnly: only });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, runOnly);
}
