import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import type { CodeMessage } from './code-message.ts';
import type { Message } from './text.ts';
import { createGetText } from './text.ts';

/** A text, or a title with its hint. */
type Entry = Message | CodeMessage;

const modules = import.meta.glob<Readonly<Record<string, Readonly<Record<string, Entry>>>>>(
  ['../features/**/*messages*.ts', '../components/**/*messages*.ts', '../i18n/*messages*.ts', '../app/*messages*.ts'],
  { eager: true },
);

const texts = Object.entries(modules).flatMap(([file, module]) =>
  Object.values(module).flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, entry]) => listTexts(`${file} ${key}`, entry)),
  ),
);

function listTexts(name: string, entry: Entry): readonly { readonly name: string; readonly message: Message }[] {
  if ('de' in entry) return [{ name, message: entry }];
  return [
    { name: `${name} title`, message: entry.title },
    { name: `${name} hint`, message: entry.hint },
  ];
}

/** Names of all placeholders, also of those inside plurals. */
function listPlaceholders(text: string): readonly string[] {
  const names = new Set<string>();
  JSON.stringify(parse(text), (key, value: unknown) => {
    const element = value as { readonly type?: unknown; readonly value?: unknown } | null;
    const isPlaceholder = typeof element?.type === 'number' && element.type > 0 && element.type < 7;
    if (isPlaceholder && typeof element?.value === 'string') names.add(element.value);
    return key === 'location' ? undefined : value;
  });
  return [...names].toSorted();
}

describe('the texts of the windows', () => {
  it('are found', () => {
    expect(texts.length).toBeGreaterThan(10);
  });

  it.each(texts)('say in both languages the same things: $name', ({ message }) => {
    expect(message.de).not.toBe('');
    // English needs no gender to speak of a product.
    const german = listPlaceholders(message.de).filter((name) => name !== 'gender');
    expect(listPlaceholders(message.en)).toEqual(german);
  });

  it.each(texts)('never frighten people with a „Konflikt“ or a “conflict”: $name', ({ message }) => {
    expect(message.de).not.toMatch(/konflikt/i);
    expect(message.en).not.toMatch(/conflict/i);
  });

  it.each(texts)('have one word for what the program does, and for a part of the server: $name', ({ message }) => {
    expect(message.de).not.toMatch(/abgleich|abgeglichen|gleichen sie .* ab\b|\bspace\b/i);
  });

  it('count as the language does', () => {
    const catalogue = { files: { de: '{n, plural, one {# Datei} other {# Dateien}}', en: '{n} files' } };

    expect([1, 2_000].map((n) => createGetText(catalogue, 'de')('files', { n }))).toEqual(['1 Datei', '2.000 Dateien']);
  });

  it('are missed loudly when a placeholder has no value', () => {
    expect(() => createGetText({ a: { de: '{name}', en: '{name}' } }, 'de')('a')).toThrow(/name/);
  });
});
