import { spawn } from 'node:child_process';
import { toForeignEnvironment } from '../foreign-environment.ts';

/**
 * Opens an address in the system's browser. Whether that worked nobody can tell for sure: some starters come back at
 * once, some when the browser ends. So whoever calls has shown the address, too.
 */
export function openBrowser(address: string): void {
  const [program, argv] = chooseProgram(process.platform);
  // It outlives this command.
  const env = toForeignEnvironment(process.env);
  const child = spawn(program, [...argv, address], { stdio: 'ignore', detached: true, env });
  // There is no such program: the address that was shown is the way.
  child.on('error', () => child.unref());
  child.unref();
}

/** Never through a shell: an address holds signs that mean something there. */
function chooseProgram(platform: NodeJS.Platform): readonly [program: string, argv: readonly string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return platform === 'darwin' ? ['open', []] : ['xdg-open', []];
}
