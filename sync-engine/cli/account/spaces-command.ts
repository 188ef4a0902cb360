import { refuseServer } from '#policies/policy-rules.ts';
import type { SpaceDetails } from '../../engine/create-account.ts';
import { describeSpaces } from '../../engine/create-account.ts';
import type { SpacesCommand } from '../arguments.ts';
import { toExitCode, toRunEnd } from '../exit-code.ts';
import { findCredentials } from './find-credentials.ts';
import { forbid, refuseNetwork, resolveNetwork } from '../follow-rules.ts';
import { tellForbidden } from '../forbidden-phrases.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';
import { readRules } from '../organisation-rules.ts';
import { toPrintable } from '../printable.ts';
import { formatBytes } from '../progress-bar.ts';

type Words = Readonly<Record<Language, string>>;

const KINDS: Readonly<Record<SpaceDetails['kind'], Words>> = {
  personal: { de: 'eigene Dateien', en: 'own files' },
  project: { de: 'Projekt', en: 'project' },
  shares: { de: 'alle Freigaben für Sie', en: 'everything shared with you' },
  shared: { de: 'Freigabe für Sie', en: 'shared with you' },
};

export interface SpacesCommandInput {
  readonly command: SpacesCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Runs `bayernbox spaces`: what of the server can be synced, and with which options. 0, or what kept it from that. */
export async function runSpaces({ command, language, signal }: SpacesCommandInput): Promise<number> {
  const rules = readRules(language);
  if (rules === undefined) return toExitCode({ kind: 'usage-error' });
  const { serverUrl, network } = command;
  const { policies } = rules.organisation;
  const forbidden = forbid(serverUrl, refuseServer(rules.organisation, serverUrl)) ?? refuseNetwork(network, policies);
  if (forbidden !== undefined) return tellForbidden(forbidden, rules, { language, isJson: command.isJson });
  const proxy = resolveNetwork(network, policies);
  const found = await findCredentials(rules, { ...command, stateDirectory: undefined, language, proxy });
  if (found === undefined) return toExitCode({ kind: 'usage-error' });
  const spaces = await describeSpaces({ serverUrl, ...found }, signal);
  if (!spaces.ok) {
    const { title, hint } = getMessage(spaces.error.code, language);
    process.stderr.write(`${title}. ${hint}\n`);
    return toExitCode(toRunEnd(spaces.error.code));
  }
  if (command.isJson) writeJson(spaces.value);
  else for (const space of spaces.value) process.stdout.write(`${toPrintable(describeSpace(space, language))}\n`);
  return 0;
}

function writeJson(spaces: readonly SpaceDetails[]): void {
  const output = createJsonOutput(process.stdout, (failure) => process.stderr.write(`${failure.message}\n`));
  for (const space of spaces) output.write({ type: 'space', ...space });
}

/** One line: name, kind, what is special, how full it is, and how to choose it. */
export function describeSpace(space: SpaceDetails, language: Language): string {
  const isGerman = language === 'de';
  const parts = [
    KINDS[space.kind][language],
    ...(space.isAvailable ? [] : [isGerman ? 'nicht verfügbar' : 'not available']),
    ...(space.isReadOnly === true ? [isGerman ? 'nur lesen' : 'read-only'] : []),
    ...describeUse(space, language),
    ...(space.description === '' ? [] : [`„${space.description}“`]),
  ];
  return `${space.name}: ${parts.join(', ')}${describeChoice(space)}`;
}

function describeUse({ usedBytes, totalBytes }: SpaceDetails, language: Language): readonly string[] {
  if (usedBytes === undefined) return [];
  const used = formatBytes(usedBytes, language);
  if (totalBytes === undefined) return [language === 'de' ? `${used} belegt` : `${used} used`];
  const total = formatBytes(totalBytes, language);
  return [language === 'de' ? `${used} von ${total} belegt` : `${used} of ${total} used`];
}

function describeChoice({ spaceId, remotePath }: SpaceDetails): string {
  if (spaceId !== undefined) return `  --space '${spaceId}'`;
  return remotePath === '' ? '' : `  --remote '${remotePath}'`;
}
