import { describe, expect, it } from 'vitest';
import type { DecisionView } from '#ipc/decision-view.ts';
import { createGetText } from '../../i18n/text.ts';
import { decisionMessages } from './messages.ts';
import { toAnsweredKey, wordsFor } from './words.ts';

function decision(changed: Partial<DecisionView>): DecisionView {
  return {
    name: 'd1-1',
    kind: 'removals',
    side: 'remote',
    reason: 'many-at-once',
    firstSeenMs: 1,
    fileCount: 1,
    allFiles: 10,
    paths: [],
    ...changed,
  };
}

function sayAll(changed: Partial<DecisionView>): string {
  const text = createGetText(decisionMessages, 'de');
  const asked = decision(changed);
  const { question, why, keep, kept, meant } = wordsFor(asked);
  const { kind: _, ...said } = meant;
  const keys = [question, why, keep, ...(kept === undefined ? [] : [kept]), ...Object.values(said)];
  return keys.map((key) => text(key, { count: asked.fileCount })).join(' ');
}

describe('a question to a person', () => {
  it('says of a share that is left that the access ends and no file is deleted', () => {
    const said = sayAll({ reason: 'leaves-share' });

    expect(said).toContain('gibt seinen Zugang auf');
    expect(said).not.toMatch(/Papierkorb|So viele|wirklich löschen|Auch andere sehen/);
  });

  it('says of removals on which side they happen, and what of them can come back', () => {
    expect(sayAll({ side: 'remote' })).toContain('Papierkorb des Servers');
    expect(sayAll({ side: 'local' })).toContain('30 Tage lang unter „Aufbewahrt“');
  });

  it('says of what is kept whether other people notice', () => {
    expect(sayAll({ side: 'local' })).toContain('auch andere sehen sie dann wieder');
    expect(sayAll({ side: 'remote' })).toContain('Für andere ändert sich nichts');
  });

  it('says of changes that look like encryption whom to call', () => {
    expect(sayAll({ kind: 'changes', reason: 'scrambled' })).toContain('rufen Sie Ihre IT-Betreuung');
  });
});

describe('the answer that it is meant', () => {
  it('is asked once more for what takes away, and one press for what only sends', () => {
    const kinds = [
      decision({}),
      decision({ reason: 'leaves-share' }),
      decision({ kind: 'changes', reason: 'renamed' }),
    ];

    expect(kinds.map((asked) => wordsFor(asked).meant.kind)).toEqual(['asks-once-more', 'asks-once-more', 'at-once']);
  });
});

describe('an answer', () => {
  it('is confirmed with what happens now, and never promises that changed files “come back” as they are', () => {
    expect(toAnsweredKey(decision({ side: 'local' }), 'keep')).toBe('answeredKeepLocal');
    expect(toAnsweredKey(decision({ side: 'remote' }), 'keep')).toBe('answeredKeepRemote');
    expect(toAnsweredKey(decision({ reason: 'leaves-share' }), 'keep')).toBe('answeredKeepShare');
    expect(toAnsweredKey(decision({ kind: 'changes', reason: 'scrambled' }), 'keep')).toBe('answeredKeepChanges');
    expect(toAnsweredKey(decision({}), 'carry-out')).toBe('answeredCarryOut');
  });

  it('to send says whether changes of this kind are asked about from now on', () => {
    const changes = decision({ kind: 'changes', reason: 'scrambled' });

    expect(toAnsweredKey(changes, 'carry-out')).toBe('answeredSendOnce');
    expect(toAnsweredKey(changes, 'carry-out-always')).toBe('answeredSendAlways');
  });
});
