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
  const { question, why, keep, carryOut, confirm, after, confirmed } = wordsFor(asked);
  return [question, why, keep, carryOut, confirm, after, confirmed]
    .map((key) => text(key, { count: asked.fileCount }))
    .join(' ');
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

  it('says of changes that look like encryption whom to call', () => {
    expect(sayAll({ kind: 'changes', reason: 'scrambled' })).toContain('rufen Sie Ihre IT-Betreuung');
  });
});

describe('an answer', () => {
  it('is confirmed with what happens now, and never promises that changed files “come back” as they are', () => {
    expect(toAnsweredKey(decision({}), 'keep')).toBe('answeredKeep');
    expect(toAnsweredKey(decision({ reason: 'leaves-share' }), 'keep')).toBe('answeredKeepShare');
    expect(toAnsweredKey(decision({ kind: 'changes', reason: 'scrambled' }), 'keep')).toBe('answeredKeepChanges');
    expect(toAnsweredKey(decision({}), 'carry-out')).toBe('answeredCarryOut');
  });
});
