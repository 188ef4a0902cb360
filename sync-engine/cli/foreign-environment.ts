/** The environment for a program of the system: what is ours, passwords among it, is not for others. Pure. */
export function toForeignEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('BAYERNBOX_')));
}
