import { toSignName } from '../../core/model/false-alarm.ts';
import type { Decision, Hold, HoldKind } from '../../core/model/hold.ts';
import type { DecisionFolder } from '../../engine/create-visit.ts';
import { openDecisions } from '../../engine/create-visit.ts';
import type { DecisionsAnswerCommand, DecisionsForgetCommand, DecisionsListCommand } from './decisions-arguments.ts';
import { toExitCode } from '../exit-code.ts';
import { describeFileCount } from '../file-count.ts';
import { describeFalseAlarm, describeHold, toFalseAlarmJson, toHoldJson } from './guard-phrases.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage, getUsageMessage } from '../messages.ts';
import { describeNoFolder } from '../phrases.ts';
import { toPrintable } from '../printable.ts';
import type { FolderWords } from '../told-command.ts';
import { findFolderWords, toldCommand } from '../told-command.ts';

/** Runs `bayernbox decisions list`: 0 nothing waits, 5 something does, 4 no sync folder here. */
export function listDecisions(command: DecisionsListCommand, language: Language): number {
  const folder = find(command.path, command.stateFolder, language);
  if (folder === undefined) return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  const holds = folder.holds.filter(({ isApproved }) => !isApproved);
  const output = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
  const words = findFolderWords(command.path);
  for (const hold of holds) {
    if (command.isJson) output.write(toHoldJson(hold));
    else process.stdout.write(`${describeListed(hold, words, language)}\n`);
  }
  if (holds.length === 0 && !command.isJson) {
    process.stdout.write(language === 'de' ? 'Nichts zu entscheiden.\n' : 'Nothing to decide.\n');
  }
  for (const alarm of folder.falseAlarms) {
    if (command.isJson) output.write(toFalseAlarmJson(alarm));
    else process.stdout.write(`${toPrintable(describeFalseAlarm(alarm, language), words)}\n`);
  }
  return toExitCode({ kind: holds.length > 0 ? 'waiting-for-decision' : 'in-sync' });
}

function describeListed(hold: Hold, folder: FolderWords, language: Language): string {
  const more = hold.fileCount - hold.paths.length;
  const rest = language === 'de' ? `… und ${more} weitere` : `… and ${more} more`;
  const lines = [describeHold(hold, language), ...hold.paths.map((path) => `  ${path}`)];
  return [...lines, ...(more > 0 ? [`  ${rest}`] : [])].map((line) => toPrintable(line, folder)).join('\n');
}

/** What each word says to a question. */
const ANSWERS: Readonly<Record<HoldKind, Readonly<Partial<Record<DecisionsAnswerCommand['word'], Decision>>>>> = {
  removals: { keep: 'keep', remove: 'carry-out' },
  changes: { keep: 'keep', allow: 'carry-out', 'allow-always': 'carry-out-always' },
};

/** Runs `bayernbox decisions answer`: 0 taken, 2 no such question or answer, 4 no sync folder here, 5 ask again. */
export async function answerDecision(command: DecisionsAnswerCommand, language: Language): Promise<number> {
  const folder = find(command.path, command.stateFolder, language);
  if (folder === undefined) return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  const named = folder.holds.find(({ id }) => command.id.startsWith(`${id}-`));
  if (named === undefined) return refuseUnknown(command, language);
  const decision = ANSWERS[named.kind][command.word];
  if (decision === undefined) {
    process.stderr.write(`${getUsageMessage('word-not-allowed', command.word, language)}\n`);
    return toExitCode({ kind: 'usage-error' });
  }
  const end = await folder.answer(command.id, decision);
  switch (end.kind) {
    case 'unknown':
      return refuseUnknown(command, language);
    case 'list-changed':
      process.stderr.write(
        language === 'de'
          ? 'Seitdem sind Dateien hinzugekommen. Bitte entscheiden Sie über die neue Liste.\n'
          : 'Files have been added since. Please decide about the new list.\n',
      );
      if (command.isJson) writeJson(toHoldJson(end.hold));
      else process.stdout.write(`${describeListed(end.hold, findFolderWords(command.path), language)}\n`);
      return toExitCode({ kind: 'waiting-for-decision' });
    case 'failed':
      process.stderr.write(`${getMessage(end.error.code, language).title}\n`);
      return toExitCode({ kind: 'unavailable', code: end.error.code });
    case 'taken':
      tellTaken({ hold: end.hold, command, isRunning: folder.isRunning }, language);
      return toExitCode({ kind: 'in-sync' });
    default:
      return end satisfies never;
  }
}

function refuseUnknown({ id }: DecisionsAnswerCommand, language: Language): number {
  const words = { de: `Eine Frage ${id} gibt es nicht.`, en: `There is no question ${id}.` };
  process.stderr.write(`${words[language]}\n`);
  return toExitCode({ kind: 'usage-error' });
}

/** Runs `bayernbox decisions forget`: 0 the next sync asks again, 2 no such sign, 4 no sync folder here or no room. */
export async function forgetFalseAlarm(command: DecisionsForgetCommand, language: Language): Promise<number> {
  const folder = find(command.path, command.stateFolder, language);
  if (folder === undefined) return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  const alarm = folder.falseAlarms.find((candidate) => toSignName(candidate) === command.sign);
  if (alarm === undefined) {
    const words = {
      de: `Ein Merkmal ${command.sign} gibt es nicht. Alle zeigt: ${toldCommand('decisions', 'list')}`,
      en: `There is no sign ${command.sign}. To see all: ${toldCommand('decisions', 'list')}`,
    };
    process.stderr.write(`${toPrintable(words[language], findFolderWords(command.path))}\n`);
    return toExitCode({ kind: 'usage-error' });
  }
  const end = await folder.forget(alarm);
  if (!end.ok) {
    process.stderr.write(`${getMessage(end.error.code, language).title}\n`);
    return toExitCode({ kind: 'unavailable', code: end.error.code });
  }
  if (command.isJson) writeJson({ type: 'forgotten', ...toFalseAlarmJson(alarm) });
  else
    process.stdout.write(
      language === 'de'
        ? 'Ab dem nächsten Abgleich wird danach wieder gefragt.\n'
        : 'From the next sync on you are asked about it again.\n',
    );
  return toExitCode({ kind: 'in-sync' });
}

interface Taken {
  readonly hold: Hold;
  readonly command: DecisionsAnswerCommand;
  readonly isRunning: boolean;
}

function tellTaken({ hold, command, isRunning }: Taken, language: Language): void {
  if (command.isJson) {
    writeJson({ type: 'answered', ...toHoldJson(hold), answer: command.word, isRunning });
    return;
  }
  const when = isRunning
    ? { de: 'Der laufende Abgleich übernimmt das gleich.', en: 'The sync that is running takes it over in a moment.' }
    : { de: 'Der nächste Abgleich führt es aus.', en: 'The next sync carries it out.' };
  const files = describeFileCount(hold.fileCount, language);
  process.stdout.write(language === 'de' ? `Notiert für ${files}. ${when.de}\n` : `Noted for ${files}. ${when.en}\n`);
}

function writeJson(value: Readonly<Record<string, unknown>>): void {
  createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`)).write(value);
}

function find(path: string, stateFolder: string | undefined, language: Language): DecisionFolder | undefined {
  const folder = openDecisions({ anyPath: path, stateDirectory: stateFolder });
  if (folder !== undefined) return folder;
  process.stderr.write(`${describeNoFolder(language)}\n`);
  return undefined;
}
