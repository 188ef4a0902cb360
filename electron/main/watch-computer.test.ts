import { describe, expect, it } from 'vitest';
import { parseMetered, toMeteredCommand } from './watch-computer.ts';

describe('a network that costs money', () => {
  it.each(['u 1\n', 'u 3\n', 'Fixed\r\n', 'Variable\r\n'])('is told by %j', (output) => {
    expect(parseMetered(output)).toBe(true);
  });

  it.each(['u 0\n', 'u 2\n', 'u 4\n', 'u 10', 'Unrestricted\r\n', 'Unknown', '', 'Failed to get property'])(
    'is not told by %j',
    (output) => {
      expect(parseMetered(output)).toBe(false);
    },
  );

  it('is asked for without a shell, where somebody knows', () => {
    expect([toMeteredCommand('linux')?.program, toMeteredCommand('win32')?.program]).toEqual(['busctl', 'powershell']);
    expect(toMeteredCommand('darwin')).toBeUndefined();
  });
});
