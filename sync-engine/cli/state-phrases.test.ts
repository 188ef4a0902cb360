import { expect, test } from 'vitest';
import type { FolderState } from '../core/model/folder-state.ts';
import type { Language } from './messages.ts';
import { describeState } from './state-phrases.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 14, 30);
const PROVEN_MS = Date.UTC(2026, 10, 24, 13, 2);

function say(state: FolderState, language: Language = 'de'): string {
  return describeState(state, { nowMs: NOW_MS, language, timeZone: 'Europe/Berlin' });
}

test('in sync comes with the time of the proof', () => {
  const state: FolderState = { kind: 'in-sync', verifiedAtMs: PROVEN_MS };

  expect([say(state), say(state, 'en')]).toEqual([
    'Alles abgeglichen – zuletzt vollständig geprüft um 14:02',
    'Everything is in sync – last fully checked at 14:02',
  ]);
});

test('a proof of another day comes with its date', () => {
  const state: FolderState = { kind: 'unverified', verifiedAtMs: PROVEN_MS - 86_400_000 };

  expect(say(state)).toBe(
    'Nichts offen, aber noch nicht vollständig geprüft – zuletzt vollständig geprüft am 23.11.2026 um 14:02',
  );
});

test('what is not proven is not claimed', () => {
  const error = { code: 'server-unreachable', scope: 'account', retry: { kind: 'on-change' }, detail: '' } as const;
  const verifiedAtMs = undefined;
  const states: readonly FolderState[] = [
    { kind: 'checking', verifiedAtMs, isRestProven: false },
    { kind: 'syncing', verifiedAtMs, operations: 2 },
    { kind: 'unverified', verifiedAtMs },
    { kind: 'not-synced', verifiedAtMs, problems: 1 },
    { kind: 'waiting', verifiedAtMs, untilMs: NOW_MS + 60_000, problems: 1 },
    { kind: 'waiting', verifiedAtMs, untilMs: undefined, problems: 1 },
    { kind: 'needs-decision', verifiedAtMs, holds: 1, problems: 0 },
    { kind: 'offline', verifiedAtMs, error },
    { kind: 'paused', verifiedAtMs },
    { kind: 'stopped', verifiedAtMs, error: { ...error, code: 'sign-in-refused' } },
  ];

  for (const state of states) {
    expect(say(state)).toMatch(/^(?!Alles abgeglichen).* – noch nie vollständig geprüft$/);
    expect(say(state, 'en')).toMatch(/^(?!Everything).* – never fully checked$/);
  }
});
