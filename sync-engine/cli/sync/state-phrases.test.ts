import { expect, test } from 'vitest';
import type { FolderState } from '../../core/model/folder-state.ts';
import type { Language } from '../messages.ts';
import { describeState } from './state-phrases.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 14, 30);
const PROVEN_MS = Date.UTC(2026, 10, 24, 13, 2);

function say(state: FolderState, language: Language = 'de'): string {
  return describeState(state, { nowMs: NOW_MS, language, timeZone: 'Europe/Berlin' });
}

test('what the organisation keeps here is told with what is in sync, and nobody says that all is', () => {
  const one: FolderState = { kind: 'in-sync', verifiedAtMs: PROVEN_MS, onlyHere: 1 };
  const more: FolderState = { kind: 'not-synced', verifiedAtMs: PROVEN_MS, problems: 3, onlyHere: 2 };

  expect([say(one), say(more), say(one, 'en'), say(more, 'en')]).toEqual([
    'Abgeglichen; eine zweite Fassung bleibt nur auf diesem Computer, wie es Ihre Organisation festgelegt hat – zuletzt vollständig geprüft um 14:02',
    'Abgeglichen, außer 3 Einträgen; 2 zweite Fassungen bleiben nur auf diesem Computer, wie es Ihre Organisation festgelegt hat – zuletzt vollständig geprüft um 14:02',
    'In sync; one second version stays on this computer only, as your organisation has decided – last fully checked at 14:02',
    'In sync, except for 3 items; 2 second versions stay on this computer only, as your organisation has decided – last fully checked at 14:02',
  ]);
});

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

test('one item is told as one', () => {
  const state: FolderState = { kind: 'not-synced', verifiedAtMs: PROVEN_MS, problems: 1 };

  expect([say(state), say(state, 'en')]).toEqual([
    'Abgeglichen, außer 1 Eintrag – zuletzt vollständig geprüft um 14:02',
    'In sync, except for 1 item – last fully checked at 14:02',
  ]);
});
