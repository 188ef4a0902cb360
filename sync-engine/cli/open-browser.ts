import { spawn } from 'node:child_process';

/** Opens an address in the system's browser. False when there is none that could be started. */
export function openBrowser(address: string): Promise<boolean> {
  const [program, argv] = chooseProgram(process.platform);
  return new Promise((resolve) => {
    const child = spawn(program, [...argv, address], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    child.unref();
  });
}

/** Never through a shell: an address holds signs that mean something there. */
function chooseProgram(platform: NodeJS.Platform): readonly [program: string, argv: readonly string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return platform === 'darwin' ? ['open', []] : ['xdg-open', []];
}
