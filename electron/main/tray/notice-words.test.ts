import { describe, expect, it } from 'vitest';
import { sampleAccount, sampleFolder } from '#e2e/stage/sample-state.ts';
import type { Notice } from '../notices/notice.ts';
import { describeNotice, findNoticeView } from './notice-words.ts';

const MINUTE_MS = 60_000;
const anna = sampleAccount();
const peter = sampleAccount({ accountId: 'p', displayName: 'Peter', serverUrl: 'https://kreis.example/box' });
const amt = sampleFolder({ name: 'Amt' });
const kreis = sampleFolder({ name: 'Kreis', folderId: 'k', accountId: 'p' });

function say(notice: Notice, language: 'de' | 'en' = 'de', accounts = [anna]): string {
  return describeNotice(notice, { language, accounts, nowMs: 100 * MINUTE_MS });
}

describe('a notification', () => {
  it.each<[string, Notice, ReturnType<typeof findNoticeView>]>([
    ['Eine Entscheidung wartet auf Sie', { kind: 'decisions', count: 1 }, 'decisions'],
    [
      '3 Dateien liegen in zwei Fassungen vor. Beide bleiben erhalten, bis Sie entscheiden.',
      { kind: 'two-versions', count: 3 },
      'conflicts',
    ],
    ['„Amt“: Anmeldung nötig. Bis dahin wird nichts synchronisiert.', { kind: 'sign-in', folders: [amt] }, 'overview'],
    [
      '„Amt“ wird seit 12 Minuten nicht synchronisiert. Klicken Sie hier, um zu sehen, warum.',
      { kind: 'failure', folders: [amt], sinceMs: 88 * MINUTE_MS },
      'problems',
    ],
    [
      '„Amt“ und „Kreis“ werden seit 1 Stunde nicht synchronisiert. Klicken Sie hier, um zu sehen, warum.',
      { kind: 'failure', folders: [amt, kreis], sinceMs: 0 },
      'problems',
    ],
    [
      '„Amt“: 2 Elemente sind seit mehr als 10 Minuten nicht synchronisiert. Klicken Sie hier, um zu sehen, warum.',
      { kind: 'problems', folders: [amt], count: 2 },
      'problems',
    ],
    [
      '„Amt“: Wurde der Server zurückgesetzt? Es wird nichts gelöscht. Klicken Sie hier, um mehr zu erfahren.',
      { kind: 'news', folders: [amt], isRestored: true },
      'overview',
    ],
    [
      '„Amt“ und „Kreis“: Es ist etwas Ungewöhnliches geschehen. Klicken Sie hier, um zu sehen, was.',
      { kind: 'news', folders: [amt, kreis], isRestored: false },
      'overview',
    ],
    [
      'Die Synchronisierung ist noch pausiert',
      { kind: 'reminder', decisions: 0, conflicts: 0, paused: { kind: 'everything' } },
      'overview',
    ],
    [
      '„Amt“ ist noch pausiert, und 2 Entscheidungen warten',
      { kind: 'reminder', decisions: 1, conflicts: 1, paused: { kind: 'folders', folders: [amt] } },
      'overview',
    ],
    [
      '2 Entscheidungen warten seit gestern auf Sie',
      { kind: 'reminder', decisions: 0, conflicts: 2, paused: { kind: 'nothing' } },
      'conflicts',
    ],
  ])('says „%s“, and leads to where something can be done about it', (sentence, notice, view) => {
    expect(say(notice)).toBe(sentence);
    expect(findNoticeView(notice)).toBe(view);
  });

  it('names the accounts where there are several', () => {
    const notice: Notice = { kind: 'sign-in', folders: [amt, kreis] };

    expect(say(notice, 'en', [anna, peter])).toMatch(
      /^“Amt” \(Anna, box\.example\) and “Kreis” \(Peter, kreis\.example\): /,
    );
  });

  it('names three folders at most', () => {
    const folders = ['A', 'B', 'C', 'D', 'E'].map((name) => sampleFolder({ name }));

    expect(say({ kind: 'sign-in', folders })).toMatch(/^„A“, „B“, „C“ und 2 weitere: /);
  });
});
