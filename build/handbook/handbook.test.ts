import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TRAY_KINDS } from '#electron/main/tray/aggregate-state.ts';
import { getTrayText, TRAY_TEXTS } from '#electron/main/tray/tray-words.ts';
import { HANDBOOK_LANGUAGES, HANDBOOK_PARTS } from '#ipc/handbook.ts';
import type { HandbookLanguage } from '#ipc/handbook.ts';
import { toHtmlText } from '#ipc/html-text.ts';
import { policyNames } from '#policies/policies.ts';
import { listFiles, repositoryRoot } from '../checks/source-files.ts';
import { listCodeEntries } from './code-entries.ts';
import { readHandbook } from './handbook-source.ts';
import { renderHandbook } from './render-handbook.ts';

const handbooks = {
  de: renderHandbook(readHandbook(repositoryRoot, 'de'), 'de'),
  en: renderHandbook(readHandbook(repositoryRoot, 'en'), 'en'),
};

function readMarkdown(language: HandbookLanguage): string {
  return readHandbook(repositoryRoot, language)
    .map(({ markdown }) => markdown)
    .join('\n');
}

/** What follows each heading: as many paragraphs, entries and rows. */
function listShape(language: HandbookLanguage): readonly string[] {
  return [...handbooks[language].body.matchAll(/<(?:h\d [^>]*id="[\w-]+"|p|li|tr|pre)\b/g)].map(([tag]) =>
    tag.replace(/class="[^"]*" ?/, ''),
  );
}

const messageSchema = z.object({ de: z.string(), en: z.string() });

/** Every text of windows and tray in one language. */
async function listShownTexts(language: HandbookLanguage): Promise<readonly string[]> {
  const folder = join(repositoryRoot, 'renderer');
  const files = listFiles(folder).filter((path) => /messages?\.ts$/.test(path));
  const modules = await Promise.all(
    files.map(async (path) => (await import(pathToFileURL(join(folder, path)).href)) as object),
  );
  const tray = TRAY_TEXTS.map((name) => {
    try {
      return getTrayText(name, language, { brand: '{brand}' });
    } catch {
      // A sentence with a state in it, which the handbook tells in its own words.
      return '';
    }
  });
  return [...modules.flatMap((module) => listMessages(module, language)), ...tray];
}

function listMessages(value: unknown, language: HandbookLanguage): readonly string[] {
  const message = messageSchema.safeParse(value);
  if (message.success) return [message.data[language]];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((part) => listMessages(part, language))
    : [];
}

const QUOTES = { de: /„([^“]+)“/g, en: /“([^”]+)”/g } as const;

describe('the handbook', () => {
  it('has the same parts in both languages, and as much under each', () => {
    const toParts = (language: HandbookLanguage): unknown =>
      handbooks[language].headings.map(({ depth, id }) => ({ depth, id }));

    expect(toParts('en')).toEqual(toParts('de'));
    expect(listShape('en')).toEqual(listShape('de'));
  });

  it('has headings that go down one step at a time', () => {
    const depths = [1, ...handbooks.de.headings.map(({ depth }) => depth)];
    const jumps = depths.filter((depth, index) => depth - (depths[index - 1] ?? 1) > 1);

    expect(depths.length).toBeGreaterThan(50);
    expect(jumps).toEqual([]);
  });
});

describe.each(HANDBOOK_LANGUAGES)('the handbook (%s)', (language) => {
  const { body, headings } = handbooks[language];

  it('explains every problem that a window can show, in the words of the window', () => {
    const problems = listCodeEntries('problem', language);

    expect(problems.length).toBeGreaterThan(40);
    for (const { code, title, hint } of problems) {
      const entry = `id="problem-${code}">${toHtmlText(title)}</h4>\n<p class="kern-body">${toHtmlText(hint)}</p>`;
      expect(body.split(entry), code).toHaveLength(2);
    }
  });

  it.each(['why', 'refusal'] as const)('has every other reason, too: %s', (group) => {
    const text = body.replaceAll(/<[^>]+>/g, '');
    const missing = listCodeEntries(group, language).filter(({ title }) => !text.includes(toText(title)));

    expect(missing).toEqual([]);
  });

  it('has every part that windows lead to, and every place that it leads to itself', () => {
    const ids = new Set(headings.map(({ id }) => id));
    const targets = [...body.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);

    expect(HANDBOOK_PARTS.filter((part) => !ids.has(part))).toEqual([]);
    expect(targets.filter((id) => id !== 'content' && !ids.has(id ?? ''))).toEqual([]);
  });

  it('quotes only what windows and tray really say', async () => {
    const texts = await listShownTexts(language);
    const quotes = [...readMarkdown(language).matchAll(QUOTES[language])].map(([, quote = '']) => quote);
    const unknown = quotes.filter(
      (quote) =>
        !texts.some((text) => isSaid(text, quote) || text.includes(`„${quote}“`) || text.includes(`“${quote}”`)),
    );

    expect(quotes.length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });

  it('shows every state of the icon beside the clock', () => {
    const kinds = [...body.matchAll(/mask id="mask-([\w-]+)"/g)].map(([, kind]) => kind);

    expect(new Set(kinds)).toEqual(new Set(TRAY_KINDS));
  });

  it('tells administrators of every policy', () => {
    const rows = [...body.matchAll(/scope="row"><code>(\w+)<\/code>/g)].map(([, name]) => name);

    expect(new Set(rows)).toEqual(new Set(policyNames));
    expect(rows).toHaveLength(policyNames.length);
  });

  it('names no product, frightens nobody with a „Konflikt“, and has one word for what the program does', () => {
    const markdown = readMarkdown(language);

    expect(markdown).not.toMatch(/BayernBox/);
    expect(markdown).not.toMatch(/konflikt|conflict|abgleich|abgeglichen/i);
  });

  it('holds nothing that could run', () => {
    expect(body).not.toMatch(/<script|<iframe|<img| on\w+=| style=/);
  });
});

/** As a text looks in a page, between tags. */
function toText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** True when a text begins with these whole words. */
function isSaid(text: string, quote: string): boolean {
  return text.startsWith(quote) && !/^[\p{L}\p{N}]/u.test(text.slice(quote.length));
}
