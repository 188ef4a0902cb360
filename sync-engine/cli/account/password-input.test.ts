import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { PasswordSources, TerminalInput } from './password-input.ts';
import { readCredential } from './password-input.ts';

const NO_SOURCES: PasswordSources = {
  environment: {},
  isPasswordFromStdin: false,
  stdin: Readable.from([]),
  terminal: undefined,
  prompt: 'Passwort: ',
};

function createTerminal() {
  const rawModes: boolean[] = [];
  const written: string[] = [];
  const input: TerminalInput = Object.assign(new PassThrough(), {
    setRawMode: (isRaw: boolean) => rawModes.push(isRaw),
  });
  return {
    input,
    output: { write: (text: string) => written.push(text) },
    rawModes,
    written,
    type: (text: string) => input.push(text),
  };
}

describe('readCredential', () => {
  it('takes the token before the password of the environment', async () => {
    const environment = { BAYERNBOX_TOKEN: 'token', BAYERNBOX_PASSWORD: 'geheim' };

    expect(await readCredential({ ...NO_SOURCES, environment })).toEqual({ kind: 'bearer-token', token: 'token' });
  });

  it('takes the password of the environment before standard input', async () => {
    const sources = { ...NO_SOURCES, environment: { BAYERNBOX_TOKEN: '', BAYERNBOX_PASSWORD: 'geheim' } };

    expect(await readCredential({ ...sources, isPasswordFromStdin: true })).toEqual({
      kind: 'password',
      password: 'geheim',
    });
  });

  it('takes the first line of standard input, characters cut apart included', async () => {
    const bytes = Buffer.from(' geh\u00e4im \r\nzweite');
    const stdin = Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]);

    expect(await readCredential({ ...NO_SOURCES, isPasswordFromStdin: true, stdin })).toEqual({
      kind: 'password',
      password: ' gehäim ',
    });
  });

  it('is a usage error without any source', async () => {
    const empty = { ...NO_SOURCES, isPasswordFromStdin: true };

    expect([await readCredential(NO_SOURCES), await readCredential(empty)]).toEqual([
      { kind: 'usage-error', problem: 'credentials-missing', subject: '' },
      { kind: 'usage-error', problem: 'credentials-missing', subject: '--password-stdin' },
    ]);
  });

  it('asks at the terminal, takes backspace, and shows nothing of what is typed', async () => {
    const terminal = createTerminal();
    const result = readCredential({ ...NO_SOURCES, terminal });
    terminal.type('gehx');
    terminal.type('\u007feim\r');

    expect(await result).toEqual({ kind: 'password', password: 'geheim' });
    expect([terminal.written, terminal.rawModes]).toEqual([
      ['Passwort: ', '\n'],
      [true, false],
    ]);
  });

  it.each(['geh\u0003', '\u0004'])('ends with cancelled on %j and gives the terminal back', async (keys) => {
    const terminal = createTerminal();
    const result = readCredential({ ...NO_SOURCES, terminal });
    terminal.type(keys);

    expect(await result).toEqual({ kind: 'cancelled' });
    expect(terminal.rawModes).toEqual([true, false]);
  });
});
