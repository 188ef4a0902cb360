import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../core/model/problem.ts';
import type { UsageProblem } from './command-line.ts';
import { parseArguments } from './arguments.ts';
import { getHelp } from './help.ts';
import { ENGLISH_TEXTS, ENGLISH_USAGE } from './messages-english.ts';
import { GERMAN_TEXTS, GERMAN_USAGE } from './messages-german.ts';
import { findLanguage, getMessage, getUsageMessage } from './messages.ts';

const CODES = Object.keys(GERMAN_TEXTS) as readonly ProblemCode[];
const USAGE_PROBLEMS = Object.keys(GERMAN_USAGE) as readonly UsageProblem[];

describe('getMessage', () => {
  it('knows the same codes in both languages', () => {
    expect(Object.keys(ENGLISH_TEXTS)).toEqual(CODES);
  });

  it.each(CODES)('has a title without and a hint with a full stop for %s', (code) => {
    for (const language of ['de', 'en'] as const) {
      const { title, hint } = getMessage(code, language);

      expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(hint).toMatch(/^\p{Lu}.*\.$/u);
      expect(`${title} ${hint}`).not.toContain(code);
    }
    expect(getMessage(code, 'de').title).not.toBe(getMessage(code, 'en').title);
  });
});

describe('getUsageMessage', () => {
  it('knows the same problems in both languages', () => {
    expect(Object.keys(ENGLISH_USAGE)).toEqual(USAGE_PROBLEMS);
  });

  it.each([
    [['sync'], 'sync'],
    [['sync', 'a'], 'sync'],
    [['spaces'], 'spaces'],
    [['login'], 'login'],
    [['why'], 'why'],
    [['undo'], 'undo'],
    [['kept', 'restore'], 'kept restore'],
    [['decisions', 'answer'], 'decisions answer'],
    [['decisions', 'forget'], 'decisions forget'],
    [['conflicts', 'compare'], 'conflicts compare'],
    [['folders', 'select'], 'folders select'],
  ])('calls what is missing after %j as the help does', (argv, command) => {
    const line = parseArguments(argv);
    if (line.kind !== 'usage-error') throw new Error(line.kind);

    for (const language of ['de', 'en'] as const) {
      const [, operand] = /(<[^>]+>)/.exec(getUsageMessage(line.problem, line.subject, language)) ?? [];
      const help = getHelp(language)
        .split('\n')
        .find((each) => each.startsWith(`bayernbox ${command} `));
      expect(help).toContain(operand ?? 'an operand');
    }
  });

  it('names every command where none was given', () => {
    const commands = new Set([...getHelp('de').matchAll(/^bayernbox ([a-z]+)/gm)].map(([, name]) => name));

    for (const name of commands)
      expect(getUsageMessage('command-missing', '', 'de')).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('puts the subject in unchanged', () => {
    expect([getUsageMessage('command-unknown', '$&', 'de'), getUsageMessage('option-unknown', '--x', 'en')]).toEqual([
      'Den Befehl „$&“ gibt es nicht. Hilfe: bayernbox --help',
      'There is no option --x here. Help: bayernbox --help',
    ]);
  });
});

describe('findLanguage', () => {
  it.each([
    [{}, 'de'],
    [{ LANG: '' }, 'de'],
    [{ LANG: 'C.UTF-8' }, 'de'],
    [{ LANG: 'de_AT.UTF-8' }, 'de'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR' }, 'en'],
    [{ LANG: 'de_DE', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'de_DE' }, 'de'],
  ] as const)('reads %j as %s', (environment, language) => expect(findLanguage(environment)).toBe(language));
});
