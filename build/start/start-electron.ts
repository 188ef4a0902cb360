import { spawn } from 'node:child_process';
import { bundleProgram } from './bundle.ts';

/** Runs the desktop program; resolves with its exit code. */
export async function startElectron(input: {
  readonly root: string;
  /** Path of Electron's program. */
  readonly electron: string;
  readonly demoScript: string;
}): Promise<number> {
  const entry = await bundleProgram(input.root);
  const env = { ...process.env, BAYERNBOX_DEMO_SCRIPT: input.demoScript, BAYERNBOX_NODE: process.execPath };
  const child = spawn(input.electron, [entry], { stdio: 'inherit', env });
  process.on('SIGINT', () => {});
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
