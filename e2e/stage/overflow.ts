import type { Page } from 'playwright';
import { expect } from 'vitest';

/**
 * Nothing of the page is wider than its window. Lists measure themselves a moment after the window has its size, so this
 * waits for it.
 */
export async function expectNoOverflow(page: Page): Promise<void> {
  await expect.poll(() => measureOverflow(page)).toBe(0);
}

/** In pixels. */
function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
