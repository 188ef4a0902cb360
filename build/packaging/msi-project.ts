import { readFileSync, writeFileSync } from 'node:fs';
import type { Branding } from '#branding/branding.ts';

/**
 * What our MSI says beyond what electron-builder's template does: it never restarts a computer nor closes a program of
 * somebody who works there (files in use are replaced at the next start of the computer), and the list of installed
 * programs names where to find help.
 * @see https://learn.microsoft.com/windows/win32/msi/reboot
 */
function listMsiProperties(branding: Branding): ReadonlyMap<string, string> {
  return new Map([
    ['REBOOT', 'ReallySuppress'],
    ['MSIRESTARTMANAGERCONTROL', 'DisableShutdown'],
    ['ARPHELPLINK', branding.helpUrl],
    ['ARPURLINFOABOUT', branding.homepageUrl],
    ['ARPURLUPDATEINFO', branding.updateInfoUrl],
  ]);
}

/** Adds our properties to the text of a WiX project. Throws where it is not built as expected. Pure. */
export function withMsiProperties(project: string, branding: Branding): string {
  const properties = [...listMsiProperties(branding)]
    .map(([id, value]) => `    <Property Id="${id}" Value="${escapeXml(value)}"/>\n`)
    .join('');
  const media = /^ *<MediaTemplate\b[^>]*\/>\n/m;
  if (!media.test(project)) throw new Error('the MSI project of electron-builder is not built as expected');
  return project.replace(media, (line) => line + properties);
}

/** Adds our properties to the WiX project at `path`: electron-builder calls this before it compiles. */
export function addMsiProperties(path: string, branding: Branding): void {
  writeFileSync(path, withMsiProperties(readFileSync(path, 'utf8'), branding));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
