import { spawn } from 'node:child_process';

/**
 * Opens an address in the system's browser. Whether that worked nobody can tell for sure: some starters come back at
 * once, some when the browser ends. So whoever calls has shown the address, too.
 */
export function openBrowser(address: string): void {
  const [program, argv] = chooseProgram(process.platform);
  const child = spawn(program, [...argv, address], { stdio: 'ignore', detached: true, env: withoutOurs(process.env) });
  // There is no such program: the address that was shown is the way.
  child.on('error', () => child.unref());
  child.unref();
}

/** The browser outlives this command: what is ours, passwords among it, is not for its environment. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('BAYERNBOX_')));
}

/** Never through a shell: an address holds signs that mean something there. */
function chooseProgram(platform: NodeJS.Platform): readonly [program: string, argv: readonly string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return platform === 'darwin' ? ['open', []] : ['xdg-open', []];
}
