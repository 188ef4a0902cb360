import { basename } from 'node:path';
import type { Plugin } from 'vite';
import { HANDBOOK_LANGUAGES, toHandbookPage } from '#ipc/handbook.ts';
import { readHandbook } from './handbook-source.ts';
import { renderHandbook } from './render-handbook.ts';

/** Puts the handbook into its pages, with every bundle of the windows. */
export function putHandbook(root: string): Plugin {
  return {
    name: 'handbook',
    transformIndexHtml(html, { filename }) {
      const language = HANDBOOK_LANGUAGES.find((candidate) => toHandbookPage(candidate) === basename(filename));
      if (language === undefined) return html;
      return html.replace('%HANDBOOK%', () => renderHandbook(readHandbook(root, language), language).body);
    },
  };
}
