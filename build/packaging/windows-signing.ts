import type { WindowsConfiguration } from 'electron-builder';
import { execFileSync } from 'node:child_process';

/** What electron-builder hands to a hook that signs one file. */
interface SigningTask {
  readonly path: string;
}

/**
 * How files for Windows are signed. With `BAYERNBOX_SIGN_PROGRAM` that program is called with the path of each file: a
 * key for code signing lives in hardware or at a service, and what talks to it belongs to whoever holds it. Without, a
 * certificate file in `WIN_CSC_LINK` is used, or nothing is signed.
 */
export function createWindowsSigning(
  env: NodeJS.ProcessEnv,
  run: (program: string, path: string) => void = runSigner,
): Pick<WindowsConfiguration, 'signtoolOptions'> {
  const program = env['BAYERNBOX_SIGN_PROGRAM'];
  if (program === undefined || program === '') return {};
  return {
    signtoolOptions: {
      signingHashAlgorithms: ['sha256'],
      // oxlint-disable-next-line typescript/require-await -- the tool's contract
      sign: async ({ path }: SigningTask) => run(program, path),
    },
  };
}

/** Throws when the program fails: a package that could not be signed must not look like one that was. */
function runSigner(program: string, path: string): void {
  execFileSync(program, [path], { stdio: 'inherit' });
}
