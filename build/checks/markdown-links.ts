import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

/** Parts of pages that are no links, whatever brackets they hold. */
const CODE = /^```[^]*?^```|`[^`\n]*`/gm;

const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/** Links between pages that lead nowhere, and links to decisions whose label names another one: one sentence each. Pure. */
export function findBrokenLinks(pages: readonly SourceFile[], paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => listFolders(path));
  const places = new Set([...paths, ...folders]);
  return pages.flatMap(({ path, text }) =>
    [...text.replaceAll(CODE, '').matchAll(LINK)].flatMap(([, label = '', target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      const [file = '', heading] = target.split('#');
      const place = file === '' ? path : posix.join(posix.dirname(path), file).replace(/\/$/, '');
      if (!places.has(place)) return [`${path}: ${target} is not there`];
      if (heading !== undefined && !listHeadings(pages, place).includes(heading))
        return [`${path}: ${target} has no such heading`];
      return isMislabelled(label, place) ? [`${path}: "${label}" leads to ${target}`] : [];
    }),
  );
}

function listFolders(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [folder, ...listFolders(folder)];
}

/** The names by which headings are linked to: those that pages of the handbook give them, else as GitHub makes them. */
function listHeadings(pages: readonly SourceFile[], place: string): readonly string[] {
  const text = pages.find(({ path }) => path === place)?.text ?? '';
  return [...text.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) =>
      /\{#([\w-]+)\}$/.exec(heading)?.[1] ??
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
  );
}

function isMislabelled(label: string, place: string): boolean {
  const named = /^(?:ADR )?(\d{4})\b/.exec(label)?.[1];
  const meant = /adr\/(\d{4})-/.exec(place)?.[1];
  return named !== undefined && meant !== undefined && named !== meant;
}
