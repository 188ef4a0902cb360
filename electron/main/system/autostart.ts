import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Branding } from '#branding/branding.ts';

/**
 * What the desktop of Linux starts when a person signs in. A backslash is one of the quotes around an argument, and
 * those are in a text, where it is doubled. Pure. @see XDG Autostart and Desktop Entry Specification, "The Exec key"
 */
function toAutostartEntry(name: string, programPath: string): string {
  const argument = programPath.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  const quoted = `"${argument.replaceAll('\\', '\\\\')}"`;
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${quoted} --hidden`,
    // After what a person waits for.
    'X-GNOME-Autostart-Delay=15',
    'Terminal=false',
    '',
  ].join('\n');
}

/** Writes or removes that entry; false when the disk did not take it. */
export function setLinuxAutostart(input: {
  readonly branding: Pick<Branding, 'productName' | 'executableName'>;
  readonly configDirectory: string;
  readonly programPath: string;
  readonly isOn: boolean;
}): boolean {
  const path = join(input.configDirectory, 'autostart', `${input.branding.executableName}.desktop`);
  try {
    if (!input.isOn) rmSync(path, { force: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, toAutostartEntry(input.branding.productName, input.programPath));
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
