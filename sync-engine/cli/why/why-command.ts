import { basename } from 'node:path';
import { explainAnyPath, findByNameIn } from '../../engine/create-visit.ts';
import type { FoundItems } from '../../engine/visiting/find-by-name.ts';
import { mayBeLocked } from '../../engine/visiting/tell-lock.ts';
import type { WhyCode } from '../../engine/visiting/why.ts';
import type { WhyCommand } from '../arguments.ts';
import { describeConflictAt } from '../conflicts/conflict-phrases.ts';
import { toExitCode } from '../exit-code.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';
import { toPrintable } from '../printable.ts';
import { describeNameFault } from './name-fault-phrases.ts';
import {
  describeAttempts,
  describeHolder,
  describeLock,
  describeNoFolder,
  describeOwnerFile,
  describeProposal,
  describeUnaskedLocks,
  describeWhy,
} from '../phrases.ts';
import { findFolderWords } from '../told-command.ts';
import { describeRemoval } from './removal-phrases.ts';
import { describeSimilar } from './similar-phrases.ts';

export interface WhyCommandInput {
  readonly command: WhyCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Runs `bayernbox why`: 0 in sync, 1 not, 4 when the path lies in no sync folder. */
export async function runWhy({ command, language, signal }: WhyCommandInput): Promise<number> {
  const why = await explainAnyPath({ anyPath: command.path, stateDirectory: command.stateFolder }, signal);
  if (why === 'cancelled') {
    process.stderr.write(`${getMessage('cancelled', language).title}\n`);
    return toExitCode({ kind: 'finished-with-problems', problemCount: 0 });
  }
  if (why === undefined) {
    process.stderr.write(`${describeNoFolder(language)}\n`);
    return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  }
  const similar = NOWHERE.has(why.code) ? await findSimilar(command, signal) : undefined;
  // This command has no connection to the server. The window has one, and asks.
  const isUnasked = why.lock === undefined && mayBeLocked(why);
  if (command.isJson)
    createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`)).write({
      ...why,
      ...(isUnasked ? { wereOthersLocksAsked: false } : {}),
      ...(similar === undefined ? {} : { similar: similar.items, unsearched: similar.unsearched }),
    });
  else {
    const folder = findFolderWords(command.path);
    const decision = why.decision === undefined ? '' : ` (${why.decision})`;
    const holder = why.heldBy === undefined ? '' : ` (${describeHolder(why.heldBy, language)})`;
    process.stdout.write(
      `${toPrintable(`${why.path}: ${describeWhy(why.code, language)}${decision}${holder}`, folder)}\n`,
    );
    if (why.isOwnerFile === true) process.stdout.write(`${describeOwnerFile(language)}\n`);
    if (why.lock !== undefined) process.stdout.write(`${toPrintable(describeLock(why.lock, language))}\n`);
    for (const line of why.removal === undefined ? [] : describeRemoval(why.removal, language))
      process.stdout.write(`${toPrintable(line, folder)}\n`);
    for (const line of similar === undefined ? [] : describeSimilar(similar, language))
      process.stdout.write(`${toPrintable(line, folder)}\n`);
    const attempts = describeAttempts(why, language);
    if (attempts !== undefined) process.stdout.write(`${attempts}\n`);
    if (why.renaming?.fault !== undefined)
      process.stdout.write(`${toPrintable(describeNameFault(why.renaming.fault, language))}\n`);
    if (why.renaming?.proposal !== undefined)
      process.stdout.write(`${toPrintable(describeProposal(why.renaming.side, why.renaming.proposal, language))}\n`);
    if (why.conflict !== undefined)
      process.stdout.write(`${toPrintable(describeConflictAt(why.conflict, language), folder)}\n`);
    if (isUnasked) process.stdout.write(`${describeUnaskedLocks(language)}\n`);
  }
  return toExitCode(why.code === 'in-sync' ? { kind: 'in-sync' } : { kind: 'finished-with-problems', problemCount: 1 });
}

/** Where something else may be meant. */
const NOWHERE: ReadonlySet<WhyCode> = new Set(['not-there', 'was-removed', 'excluded-not-there']);

/** So many places are named where somebody has left out, or mistaken, the folder of a file. */
const MAX_SIMILAR = 10;

async function findSimilar({ path, stateFolder }: WhyCommand, signal: AbortSignal): Promise<FoundItems | undefined> {
  const wanted = { name: basename(path), limit: MAX_SIMILAR };
  const found = await findByNameIn({ anyPath: path, stateDirectory: stateFolder }, wanted, signal);
  return found?.ok === true ? found.value : undefined;
}
