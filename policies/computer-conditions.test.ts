import { describe, expect, it } from 'vitest';
import { parseBattery, parseMetered, toBatteryQuestion, toMeteredQuestion } from './computer-conditions.ts';

describe('a network', () => {
  it.each(['u 1\n', 'u 3\n', 'Fixed\r\n', 'Variable\r\n'])('that costs money is told by %j', (output) => {
    expect(parseMetered(output)).toBe(true);
  });

  it.each(['u 2\n', 'u 4\n', 'Unrestricted\r\n'])('that costs nothing is told by %j', (output) => {
    expect(parseMetered(output)).toBe(false);
  });

  it.each(['u 0\n', 'u 10', 'Unknown', '', 'Failed to get property'])('is not known by %j', (output) => {
    expect(parseMetered(output)).toBeUndefined();
  });
});

describe('a battery', () => {
  it.each(['b true\n', 'Offline\r\n', "Now drawing from 'Battery Power'\n -InternalBattery-0\t80%; discharging"])(
    'feeds the computer by the word %j',
    (output) => {
      expect(parseBattery(output)).toBe(true);
    },
  );

  it.each(['b false\n', 'Online\r\n', "Now drawing from 'AC Power'\n"])('does not by the word %j', (output) => {
    expect(parseBattery(output)).toBe(false);
  });

  it.each(['', 'Unknown\r\n', 'b maybe', 'Failed'])('is not known by %j', (output) => {
    expect(parseBattery(output)).toBeUndefined();
  });
});

it('a system is asked without a shell, where somebody knows', () => {
  const programsOf = (platform: string): readonly unknown[] => [
    toMeteredQuestion(platform)?.program,
    toBatteryQuestion(platform)?.program,
  ];

  expect(['linux', 'win32', 'darwin', 'aix'].map(programsOf)).toEqual([
    ['busctl', 'busctl'],
    ['powershell', 'powershell'],
    [undefined, 'pmset'],
    [undefined, undefined],
  ]);
});
