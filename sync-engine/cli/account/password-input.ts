import type { Readable } from 'node:stream';
import type { UsageError } from '../command-line.ts';
import { usageError } from '../command-line.ts';
import type { Language } from '../messages.ts';
import { getMessage, getUsageMessage } from '../messages.ts';

/** What proves who the user is. Never written anywhere. */
export type Credential =
  | { readonly kind: 'bearer-token'; readonly token: string }
  | { readonly kind: 'password'; readonly password: string };

/** Standard input when it is a terminal. */
export interface TerminalInput extends Readable {
  setRawMode(isRaw: boolean): unknown;
}

export interface PasswordSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `--password-stdin`. */
  readonly isPasswordFromStdin: boolean;
  readonly stdin: Readable;
  /** Undefined when nobody sits at a terminal. */
  readonly terminal: { readonly input: TerminalInput; readonly output: { write(text: string): unknown } } | undefined;
  readonly prompt: string;
}

/** How the asking ended: with a secret, with Ctrl+C, or because there was nothing to ask. */
export type PasswordResult = Credential | { readonly kind: 'cancelled' } | UsageError;

/**
 * Finds the secret: `BAYERNBOX_TOKEN`, `BAYERNBOX_PASSWORD`, the first line of standard input with `--password-stdin`,
 * else a prompt that shows nothing of what is typed.
 */
export async function readCredential(sources: PasswordSources): Promise<PasswordResult> {
  const { BAYERNBOX_TOKEN: token, BAYERNBOX_PASSWORD: password } = sources.environment;
  if (token !== undefined && token !== '') return { kind: 'bearer-token', token };
  if (password !== undefined && password !== '') return { kind: 'password', password };
  if (sources.isPasswordFromStdin) return toResult(await readFirstLine(sources.stdin));
  if (sources.terminal === undefined) return usageError('credentials-missing', '');
  return askHidden(sources.terminal, sources.prompt);
}

/** A secret, `none` when none was given and none may be asked for, or `told` when the call was refused in words. */
export type SecretResult = Credential | { readonly kind: 'none' } | { readonly kind: 'told' };

/**
 * Takes the secret of this call from where it was given, and out of the environment, where child processes and crash
 * reports would find it. A refusal is told on standard error.
 */
export async function readSecret(options: {
  readonly isPasswordFromStdin: boolean;
  readonly language: Language;
  /** Whether a person may be asked when no secret was given. */
  readonly mayAsk: boolean;
}): Promise<SecretResult> {
  const { isPasswordFromStdin, language, mayAsk } = options;
  const { stdin, stderr } = process;
  const isGiven = isPasswordFromStdin || SECRET_VARIABLES.some((name) => (process.env[name] ?? '') !== '');
  if (!isGiven && !mayAsk) return { kind: 'none' };
  const credential = await readCredential({
    environment: process.env,
    isPasswordFromStdin,
    stdin,
    terminal: stdin.isTTY ? { input: stdin, output: stderr } : undefined,
    prompt: language === 'de' ? 'Passwort: ' : 'Password: ',
  });
  for (const name of SECRET_VARIABLES) delete process.env[name];
  if (credential.kind === 'password' || credential.kind === 'bearer-token') return credential;
  const words =
    credential.kind === 'usage-error'
      ? getUsageMessage(credential.problem, credential.subject, language)
      : getMessage('cancelled', language).title;
  stderr.write(`${words}\n`);
  return { kind: 'told' };
}

const SECRET_VARIABLES = ['BAYERNBOX_PASSWORD', 'BAYERNBOX_TOKEN'] as const;

function toResult(password: string): PasswordResult {
  return password === '' ? usageError('credentials-missing', '--password-stdin') : { kind: 'password', password };
}

async function readFirstLine(stdin: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    chunks.push(bytes);
    if (bytes.includes(0x0a)) break;
  }
  return /^[^\r\n]*/.exec(Buffer.concat(chunks).toString('utf8'))?.[0] ?? '';
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

async function askHidden(
  { input, output }: NonNullable<PasswordSources['terminal']>,
  prompt: string,
): Promise<PasswordResult> {
  output.write(prompt);
  input.setRawMode(true);
  input.setEncoding('utf8');
  try {
    return await collectKeys(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

function collectKeys(input: Readable): Promise<PasswordResult> {
  const typed: string[] = [];
  return new Promise((resolve, reject) => {
    const finish = (result: PasswordResult): void => {
      input.off('data', onData).off('end', onEnd).off('error', reject);
      resolve(result);
    };
    const onEnd = (): void => finish({ kind: 'cancelled' });
    const onData = (text: string): void => {
      for (const key of text) {
        if (key === CTRL_C || key === CTRL_D) return finish({ kind: 'cancelled' });
        if (key === '\r' || key === '\n') return finish(toResult(typed.join('')));
        if (key === '\u007f' || key === '\b') typed.pop();
        else typed.push(key);
      }
    };
    input.on('data', onData).on('end', onEnd).on('error', reject);
  });
}
