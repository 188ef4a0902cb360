import { Marked } from 'marked';
import type { HandbookLanguage } from '#ipc/handbook.ts';
import { toHandbookPage } from '#ipc/handbook.ts';
import { toHtmlText } from '#ipc/html-text.ts';
import { drawTrayIcon, TRAY_MARKS } from '../icons/tray-icon.ts';
import type { TrayMark } from '../icons/tray-icon.ts';
import type { CodeEntry, CodeGroup } from './code-entries.ts';
import { listCodeEntries } from './code-entries.ts';
import type { HandbookChapter } from './handbook-source.ts';

/** A heading of the handbook. */
export interface HandbookHeading {
  readonly depth: number;
  /** The same in every language. */
  readonly id: string;
  /** As HTML. */
  readonly title: string;
}

export interface RenderedHandbook {
  readonly headings: readonly HandbookHeading[];
  /** All that is inside of the body of the page. */
  readonly body: string;
}

const WORDS = {
  de: { skip: 'Zum Inhalt springen', title: 'Benutzerhandbuch', contents: 'Inhalt', other: 'English' },
  en: { skip: 'Skip to content', title: 'User guide', contents: 'Contents', other: 'Deutsch' },
} as const;

/** How KERN shows headings of each level. */
const HEADING_CLASSES: Readonly<Record<number, string>> = {
  2: 'kern-heading-large',
  3: 'kern-heading-medium',
  4: 'kern-heading-small',
};

/** Deeper headings are found on the page, not in the table of contents. */
const CONTENTS_DEPTH = 2;

/**
 * The handbook as the body of a page. Markdown with four additions: `{#id}` behind the words of a heading; a heading
 * `{problem code}` and a line `{list group}`, which take their words from those of the windows; `{tray state}`, the icon
 * beside the clock. Names of the organisation stay in their braces; whoever serves the page fills them in. Throws on a
 * heading without an id, an id given twice, or a name that it does not know. Pure.
 */
export function renderHandbook(chapters: readonly HandbookChapter[], language: HandbookLanguage): RenderedHandbook {
  const headings: HandbookHeading[] = [];
  const problems = new Map(listCodeEntries('problem', language).map((entry) => [entry.code, entry]));
  const marked = createMarked((html, depth) => {
    const heading = toHeading(html, problems);
    if (headings.some(({ id }) => id === heading.id)) throw new Error(`the handbook has two parts: ${heading.id}`);
    headings.push({ depth, id: heading.id, title: heading.title });
    const hint = heading.hint === undefined ? '' : `<p class="kern-body">${toHtmlText(heading.hint)}</p>\n`;
    return `<h${depth} class="${HEADING_CLASSES[depth] ?? ''}" id="${heading.id}">${heading.title}</h${depth}>\n${hint}`;
  });
  const sections = chapters.map(({ markdown }) => {
    const html = marked.parse(fillLists(markdown, language), { async: false });
    return `<section>\n${html.replaceAll(/\{tray ([\w-]+)\}/g, (_all, state: string) => drawState(state))}</section>\n`;
  });
  return { headings, body: composeBody(sections.join(''), headings, language) };
}

function createMarked(toHeadingHtml: (html: string, depth: number) => string): Marked {
  return new Marked({
    renderer: {
      // The page has the one heading of the first level; a chapter begins with one of the second.
      heading({ tokens, depth }) {
        return toHeadingHtml(this.parser.parseInline(tokens), depth + 1);
      },
      paragraph({ tokens }) {
        return `<p class="kern-body">${this.parser.parseInline(tokens)}</p>\n`;
      },
      list({ ordered, items }) {
        const [tag, look] = ordered ? ['ol', 'number'] : ['ul', 'bullet'];
        const entries = items.map(({ tokens }) => `<li class="kern-body">${this.parser.parse(tokens)}</li>\n`);
        return `<${tag} class="kern-list kern-list--${look}">\n${entries.join('')}</${tag}>\n`;
      },
      link({ href, tokens }) {
        // In the sources a link leads from file to file; here all of them are one page.
        const target = href.replace(/^[\w-]+\.md(?=#)/, '');
        return `<a class="kern-link" href="${toHtmlText(target)}">${this.parser.parseInline(tokens)}</a>`;
      },
      table({ header, rows }) {
        const fill = (cells: typeof header): readonly string[] =>
          cells.map(({ tokens }) => this.parser.parseInline(tokens));
        return composeTable(fill(header), rows.map(fill));
      },
      html: ({ raw }) => toHtmlText(raw),
    },
  });
}

/** The first cell of a row names it. */
function composeTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = header.map((cell) => `<th class="kern-table__header" scope="col">${cell}</th>`).join('');
  const lines = rows.map(([name = '', ...cells]) => {
    const others = cells.map((cell) => `<td class="kern-table__cell">${cell}</td>`).join('');
    return `<tr class="kern-table__row"><th class="kern-table__header" scope="row">${name}</th>${others}</tr>\n`;
  });
  return `<table class="kern-table"><thead class="kern-table__head"><tr class="kern-table__row">${heads}</tr></thead>
<tbody class="kern-table__body">
${lines.join('')}</tbody></table>
`;
}

interface FoundHeading {
  readonly id: string;
  readonly title: string;
  readonly hint: string | undefined;
}

function toHeading(html: string, problems: ReadonlyMap<string, CodeEntry>): FoundHeading {
  const code = /^\{problem ([\w-]+)\}$/.exec(html)?.[1];
  if (code !== undefined) {
    const entry = problems.get(code);
    if (entry === undefined) throw new Error(`the handbook explains a problem that there is not: ${code}`);
    return { id: `problem-${code}`, title: toHtmlText(entry.title), hint: entry.hint };
  }
  const [, title, id] = /^(.*?) \{#([\w-]+)\}$/.exec(html) ?? [];
  if (title === undefined || id === undefined) throw new Error(`a heading of the handbook has no id: ${html}`);
  return { id, title, hint: undefined };
}

function fillLists(markdown: string, language: HandbookLanguage): string {
  return markdown.replaceAll(/^\{list (\w+)\}$/gm, (_all, group: string) =>
    listCodeEntries(toCodeGroup(group), language)
      .map(({ title, hint }) => `- **${title}:** ${hint}`)
      .join('\n'),
  );
}

function toCodeGroup(name: string): CodeGroup {
  if (name === 'problem' || name === 'why' || name === 'refusal') return name;
  throw new Error(`the handbook lists what there is not: ${name}`);
}

function isTrayMark(name: string): name is TrayMark {
  return name in TRAY_MARKS;
}

/** A picture that the words beside it explain. */
function drawState(state: string): string {
  if (!isTrayMark(state)) throw new Error(`the handbook shows an icon that there is not: ${state}`);
  const drawing = drawTrayIcon(state, 'light')
    .replaceAll('"m"', `"mask-${state}"`)
    .replaceAll('#m)', `#mask-${state})`);
  return drawing.replace('<svg ', '<svg class="bb-tray" aria-hidden="true" ').replaceAll('#1a1a1a', 'currentColor');
}

function composeBody(content: string, headings: readonly HandbookHeading[], language: HandbookLanguage): string {
  const words = WORDS[language];
  const other = language === 'de' ? 'en' : 'de';
  const listed = headings.filter(({ depth }) => depth <= CONTENTS_DEPTH);
  const entries = listed.map(({ id, title }) => `<li><a class="kern-link" href="#${id}">${title}</a></li>`);
  return `<a class="kern-link bb-skip" href="#content">${words.skip}</a>
<header class="bb-header">
<p class="kern-body kern-body--bold">{brand} Desktop</p>
<a class="kern-link" lang="${other}" hreflang="${other}" href="${toHandbookPage(other)}">${words.other}</a>
</header>
<main>
<h1 class="kern-heading-x-large">${words.title}</h1>
<nav class="bb-contents" aria-labelledby="contents">
<h2 class="kern-heading-medium" id="contents">${words.contents}</h2>
<ol class="bb-contents__list">
${entries.join('\n')}
</ol>
</nav>
<div id="content" tabindex="-1">
${content}</div>
</main>`;
}
