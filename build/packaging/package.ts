// `npm run package -- --dry-run|--windows|--macos|--linux`: packs the program into `dist/`.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import type { PackageTarget } from './package-program.ts';
import { packageProgram } from './package-program.ts';
import { findReleaseBlockers } from './release-check.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const targets = ['dry-run', 'windows', 'macos', 'linux'] as const satisfies readonly PackageTarget[];

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean' },
    windows: { type: 'boolean' },
    macos: { type: 'boolean' },
    linux: { type: 'boolean' },
    output: { type: 'string' },
    branding: { type: 'string' },
  },
});
const chosen = targets.filter((target) => values[target] === true);
const [target] = chosen;
if (target === undefined || chosen.length !== 1) {
  console.error(`Name one of: ${targets.map((name) => `--${name}`).join(' ')}`);
  process.exit(2);
}
const brandingFile = values.branding ?? findBrandingFile({});
const branding = readBranding(brandingFile);
const blockers = findReleaseBlockers({ branding, target, env: process.env });
if (blockers.length > 0) {
  console.error(['This cannot be released:', ...blockers].join('\n  '));
  process.exit(1);
}
const output = values.output ?? join(root, 'dist');
if (values.output === undefined) rmSync(output, { recursive: true, force: true });
else if (existsSync(output) && readdirSync(output).length > 0) {
  console.error(`${output} is not empty, and nothing in it will be removed: name another directory.`);
  process.exit(2);
}
const packaged = await packageProgram({ root, target, branding, brandingFile, output, env: process.env });
const written = [...packaged.installers, packaged.billOfMaterials, packaged.licences];
console.log(['Written:', ...written].join('\n  '));
if (target === 'dry-run') console.log('Not done in a dry run: Electron itself, installers, signatures.');
