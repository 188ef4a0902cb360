import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Command } from '../system-programs.ts';

/** A dialog of the system in which a person chooses a folder. */
export type FolderDialog = (startPath: string | undefined) => Promise<string | undefined>;

interface DialogProgram {
  readonly program: string;
  readonly toArgs: (startPath: string | undefined) => readonly string[];
}

const WINDOWS_SCRIPT = [
  'Add-Type -AssemblyName System.Windows.Forms',
  '$dialog = New-Object System.Windows.Forms.FolderBrowserDialog',
  '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8',
  "if ($dialog.ShowDialog() -eq 'OK') { $dialog.SelectedPath }",
].join('; ');

/** Programs that show one, the better ones first. A path that is given is absolute. */
function listPrograms(platform: NodeJS.Platform): readonly DialogProgram[] {
  if (platform === 'win32') {
    return [{ program: 'powershell.exe', toArgs: () => ['-NoProfile', '-STA', '-Command', WINDOWS_SCRIPT] }];
  }
  if (platform === 'darwin') {
    return [{ program: 'osascript', toArgs: () => ['-e', 'POSIX path of (choose folder)'] }];
  }
  return [
    { program: 'kdialog', toArgs: (path) => ['--getexistingdirectory', ...(path === undefined ? [] : [path])] },
    {
      program: 'zenity',
      toArgs: (path) => ['--file-selection', '--directory', ...(path === undefined ? [] : [`--filename=${path}`])],
    },
  ];
}

/** The dialog of this system; undefined where there is none, as on a computer without a screen. */
export function findFolderDialog(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): FolderDialog | undefined {
  const hasScreen = platform !== 'linux' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
  const found = hasScreen ? listPrograms(platform).find(({ program }) => isInPath(program, env)) : undefined;
  if (found === undefined) return undefined;
  const { program, toArgs } = found;
  // A path that begins with a dash would be an option.
  return (startPath) =>
    ask({ program, args: toArgs(startPath !== undefined && isAbsolute(startPath) ? startPath : undefined) }, env);
}

function isInPath(program: string, env: NodeJS.ProcessEnv): boolean {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      // Not here, or not for us: perhaps in the next one.
      return false;
    }
  });
}

/** Undefined when the person closed the dialog. */
function ask({ program, args }: Command, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { env, encoding: 'utf8' }, (_error, output) => {
      const path = output.replace(/\r?\n$/, '');
      resolve(isAbsolute(path) ? path : undefined);
    });
  });
}
