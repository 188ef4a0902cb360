import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** A program with its arguments; started without a shell. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** How a system opens a place or an address with the program that it belongs to. Pure. */
export function toOpenCommand(platform: NodeJS.Platform, target: string): Command {
  // `start` would be a command of the shell, which reads more into an address than there is.
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', target] };
  return { program: platform === 'darwin' ? 'open' : 'xdg-open', args: [target] };
}

/** How a system shows an item in its file manager; on Linux no way is common to all, so its folder is opened. Pure. */
export function toShowCommand(platform: NodeJS.Platform, localPath: string): Command {
  if (platform === 'win32') return { program: 'explorer', args: [`/select,${localPath}`] };
  if (platform === 'darwin') return { program: 'open', args: ['-R', localPath] };
  return toOpenCommand(platform, dirname(localPath));
}

/** Starts a program that goes on by itself; false when it is not there. */
export function startProgram({ program, args }: Command): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
    child.once('error', () => resolve(false));
  });
}
