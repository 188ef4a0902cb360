import type { Branding } from '#branding/branding.ts';
import { findPlaceholders } from '#branding/branding.ts';
import type { PackageTarget } from './package-program.ts';

/** Whether what is packed is meant for people: `BAYERNBOX_RELEASE=1`. */
export function isRelease(env: NodeJS.ProcessEnv): boolean {
  return env['BAYERNBOX_RELEASE'] === '1';
}

/** One sentence for everything that keeps a release from being one; none for what is packed to try it. Pure. */
export function findReleaseBlockers(input: {
  readonly branding: Branding;
  readonly target: PackageTarget;
  readonly env: NodeJS.ProcessEnv;
}): readonly string[] {
  if (!isRelease(input.env)) return [];
  const placeholders = findPlaceholders(input.branding).map(
    (field) => `the branding file holds an address that nobody can own: ${field}`,
  );
  return [...placeholders, ...findMissingKeys(input.target, input.env)];
}

/** electron-builder only warns where it has nothing to notarize with, so this is asked before it starts. */
function findMissingKeys(target: PackageTarget, env: NodeJS.ProcessEnv): readonly string[] {
  const has = (...names: readonly string[]): boolean => names.every((name) => (env[name] ?? '') !== '');
  switch (target) {
    case 'windows':
      if (has('BAYERNBOX_SIGN_PROGRAM') || has('WIN_CSC_LINK')) return [];
      return ['nothing to sign with: neither BAYERNBOX_SIGN_PROGRAM nor WIN_CSC_LINK is set'];
    case 'macos':
      return [
        ...(has('CSC_LINK') ? [] : ['nothing to sign with: CSC_LINK is not set']),
        ...(has('APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER')
          ? []
          : ['nothing to notarize with: APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER are not all set']),
      ];
    case 'linux':
    case 'dry-run':
      return [];
    default:
      return target satisfies never;
  }
}
