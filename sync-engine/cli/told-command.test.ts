import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { toFolderWords, toldCommand, nameFolder } from './told-command.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const FOLDER = "/home/anna/Amt's Akten";

/** The sources of everything that the command says, but for the help, which names what belongs where. */
const SOURCES = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .filter((path) => !['help.ts', 'told-command.ts'].includes(path))
  .map((path) => ({ path, text: readFileSync(join(HERE, path), 'utf8') }));

/** Every command that a text tells somebody to type, with something for what is put in. */
const TOLD = SOURCES.flatMap(({ path, text }) =>
  [...text.matchAll(/toldCommand\(([^)]*)\)/g)].map(([, words = '']) => {
    const values = words.split(', ').map((word) => /^'(.*)'$/.exec(word)?.[1] ?? 'put-in');
    return [path, values] as const;
  }),
);

describe('a command that somebody is told to type', () => {
  it.each(TOLD)('is one that there is, with and without the folder: in %s %j', (_path, words) => {
    const [bare, within] = [[], [FOLDER]].map((folder) =>
      parseArguments(split(nameFolder(toldCommand(...words), folder))),
    );

    expect([bare?.kind, within?.kind]).not.toContain('usage-error');
    expect(bare?.kind).toBe(within?.kind);
    expect(Object.values(within ?? {})).toContain(FOLDER);
  });

  it('is found in the texts', () => {
    expect(TOLD.length).toBeGreaterThan(40);
  });

  it.each(SOURCES)('is told in no other way: $path', ({ text }) => {
    const commands = /\bbayernbox (?:kept|history|undo|decisions|conflicts|folders|why|status)\b/;
    const told = text.split('\n').filter((line) => commands.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line));

    expect(told).toEqual([]);
  });

  it('names the folder for somebody who is not in it, and not for somebody who is', () => {
    const text = `Zurückholen: ${toldCommand('undo', 'a-1')}.`;

    expect(nameFolder(text, toFolderWords('/home/anna/Amt', '/home/anna/Amt/Bau'))).toBe(
      'Zurückholen: bayernbox undo a-1.',
    );
    expect(nameFolder(text, toFolderWords('/home/anna/Amt', '/home/anna/Amtlich'))).toBe(
      "Zurückholen: bayernbox undo a-1 '/home/anna/Amt'.",
    );
  });

  it('holds names that a shell would take apart together', () => {
    expect(split(nameFolder(toldCommand('folders', 'select', "Anna's Fotos; rm"), [FOLDER]))).toEqual([
      'folders',
      'select',
      "Anna's Fotos; rm",
      FOLDER,
    ]);
  });
});

/** The arguments as a shell hands them on. */
function split(told: string): readonly string[] {
  const words = [...told.matchAll(/(?:'[^']*'|\\.|<[^<>]*>|[^\s'\\<])+/g)].map(([word]) => word);
  const plain = words.map((word) =>
    word.replaceAll(
      /'([^']*)'|\\(.)/g,
      (_all, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  );
  expect(plain[0]).toBe('bayernbox');
  return plain.slice(1);
}
