import './plain-schemas.ts';
import { createLogger, ENGINE_VERSION } from '../engine/create-engine.ts';
import { toStoredPath } from '../engine/opening/stored-path.ts';
import { describeThrown } from '../core/model/thrown.ts';
import { runAccountCommand } from './account/account-command.ts';
import { parseArguments } from './arguments.ts';
import { answerDecision, forgetFalseAlarm, listDecisions } from './decisions/decisions-command.ts';
import { toExitCode } from './exit-code.ts';
import { findLanguage, getMessage, getUsageMessage } from './messages.ts';
import { getHelp } from './help.ts';
import { runStatus } from './sync/status-command.ts';
import { runConflicts } from './conflicts/conflicts-command.ts';
import { runSpaces } from './account/spaces-command.ts';
import { runFolders } from './folders/folders-command.ts';
import { runSync } from './sync/sync-command.ts';
import { runVisit } from './visit/visit-command.ts';
import { runWhy } from './why/why-command.ts';

/** Grace for what is in flight when a person asks to stop. A second request ends the process at once. */
const STOP_GRACE_MS = 4_500;

const language = findLanguage(process.env);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, requestStop);

// Whoever reads us may stop reading (`| head`), and the disk of a log may be full: the sync itself goes on to its end.
let isOutputLost = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOutputLost ||= error.code !== 'EPIPE';
  });
}

// What nobody was told of must not look like a success. Only now: the last line may be the first that is lost.
process.on('exit', (exitCode) => {
  if (exitCode === 0 && isOutputLost)
    process.exitCode = toExitCode({ kind: 'finished-with-problems', problemCount: 0 });
});

process.exitCode = await main().catch(tellBug);
// Keep-alive connections or a stalled stream must not keep the process after its work is done.
setTimeout(() => process.exit(), 200).unref();

async function main(): Promise<number> {
  const command = parseArguments(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(`${getHelp(language)}\n`);
      return 0;
    case 'version':
      process.stdout.write(`bayernbox ${ENGINE_VERSION}\n`);
      return 0;
    case 'usage-error':
      process.stderr.write(`${getUsageMessage(command.problem, command.subject, language)}\n`);
      return toExitCode({ kind: 'usage-error' });
    case 'sync':
      return toExitCode(await runSync({ command, language, toRealPath: toStoredPath, signal: stop.signal }));
    case 'spaces':
      return runSpaces({ command, language, signal: stop.signal });
    case 'login':
    case 'logout':
    case 'accounts':
      return runAccountCommand({ command, language, toRealPath: toStoredPath, signal: stop.signal });
    case 'why':
      return runWhy({ command, language, signal: stop.signal });
    case 'status':
      return runStatus({ command, language, signal: stop.signal });
    case 'visit':
      return runVisit({ command, language, signal: stop.signal });
    case 'decisions-list':
      return listDecisions(command, language);
    case 'decisions-answer':
      return answerDecision(command, language);
    case 'decisions-forget':
      return forgetFalseAlarm(command, language);
    case 'folders':
      return runFolders({ command, language, signal: stop.signal });
    case 'conflicts':
      return runConflicts({ command, language, signal: stop.signal });
    default:
      return command satisfies never;
  }
}

/** For a person in words, for who mends it as a line of the log, without what looks like a secret. */
function tellBug(thrown: unknown): number {
  const { title, hint } = getMessage('internal-error', language);
  process.stderr.write(`${title}. ${hint}\n`);
  createLogger(process.stderr).error('internal-error', { stack: describeThrown(thrown) });
  return toExitCode({ kind: 'internal-error' });
}

function requestStop(): void {
  if (stop.signal.aborted) process.exit(1);
  stop.abort();
  setTimeout(() => process.exit(1), STOP_GRACE_MS).unref();
}
