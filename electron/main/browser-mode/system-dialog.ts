import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Command } from '../system/system-programs.ts';

/** A dialog of the system in which a person chooses a folder or a file. */
export type SystemDialog = (startPath: string | undefined) => Promise<string | undefined>;

/** What is chosen. */
export type DialogKind = 'directory' | 'file';

interface DialogProgram {
  readonly program: string;
  readonly toArgs: Readonly<Record<DialogKind, (startPath: string | undefined) => readonly string[]>>;
}

function toWindowsScript(dialog: string, chosen: string): () => readonly string[] {
  const script = [
    'Add-Type -AssemblyName System.Windows.Forms',
    `$dialog = New-Object System.Windows.Forms.${dialog}`,
    '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8',
    `if ($dialog.ShowDialog() -eq 'OK') { $dialog.${chosen} }`,
  ].join('; ');
  return () => ['-NoProfile', '-STA', '-Command', script];
}

function startAt(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path];
}

function startZenity(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [`--filename=${path}`];
}

/** Programs that show one, the better ones first. A path that is given is absolute. */
function listPrograms(platform: NodeJS.Platform): readonly DialogProgram[] {
  if (platform === 'win32') {
    const directory = toWindowsScript('FolderBrowserDialog', 'SelectedPath');
    return [{ program: 'powershell.exe', toArgs: { directory, file: toWindowsScript('OpenFileDialog', 'FileName') } }];
  }
  if (platform === 'darwin') {
    const toArgs = {
      directory: () => ['-e', 'POSIX path of (choose folder)'],
      file: () => ['-e', 'POSIX path of (choose file with invisibles)'],
    };
    return [{ program: 'osascript', toArgs }];
  }
  return [
    {
      program: 'kdialog',
      toArgs: {
        directory: (path) => ['--getexistingdirectory', ...startAt(path)],
        file: (path) => ['--getopenfilename', ...startAt(path)],
      },
    },
    {
      program: 'zenity',
      toArgs: {
        directory: (path) => ['--file-selection', '--directory', ...startZenity(path)],
        // With a slash at its end the folder is opened, and not marked in the one above.
        file: (path) => ['--file-selection', ...startZenity(path === undefined ? undefined : `${path}/`)],
      },
    },
  ];
}

/** A dialog of this system; undefined where there is none, as on a computer without a screen. */
export function findSystemDialog(
  kind: DialogKind,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): SystemDialog | undefined {
  const hasScreen = platform !== 'linux' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
  const found = hasScreen ? listPrograms(platform).find(({ program }) => isInPath(program, env)) : undefined;
  if (found === undefined) return undefined;
  const { program, toArgs } = found;
  // A path that begins with a dash would be an option.
  return (startPath) =>
    ask({ program, args: toArgs[kind](startPath !== undefined && isAbsolute(startPath) ? startPath : undefined) }, env);
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
