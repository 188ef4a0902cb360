import type { Language } from './messages.ts';
import { getMessage, getUsageMessage } from './messages.ts';
import { readCredential } from './password-input.ts';
import type { Credential } from './password-input.ts';

/** The secret of a command, or undefined after saying why there is none. It is not left where it was found. */
export async function askCredential(
  command: { readonly isPasswordFromStdin: boolean },
  language: Language,
): Promise<Credential | undefined> {
  const { stdin, stderr } = process;
  const credential = await readCredential({
    environment: process.env,
    isPasswordFromStdin: command.isPasswordFromStdin,
    stdin,
    terminal: stdin.isTTY ? { input: stdin, output: stderr } : undefined,
    prompt: language === 'de' ? 'Passwort: ' : 'Password: ',
  });
  // Child processes and crash reports must not find the secret where we found it.
  delete process.env['BAYERNBOX_PASSWORD'];
  delete process.env['BAYERNBOX_TOKEN'];
  if (credential.kind === 'password' || credential.kind === 'bearer-token') return credential;
  if (credential.kind === 'usage-error') {
    stderr.write(`${getUsageMessage(credential.problem, credential.subject, language)}\n`);
  } else stderr.write(`${getMessage('cancelled', language).title}\n`);
  return undefined;
}
