/**
 * The place in a sync folder that a person means by what they typed or pasted: within the folder, or as the file manager
 * copies it, with the whole path and in quotes. Undefined when it lies outside. Pure.
 */
export function parseAskedPath(typed: string, localPath: string): string | undefined {
  const given = toSlashes(typed.trim().replace(/^["„“']+|["“”']+$/g, ''));
  const root = toSlashes(localPath).replace(/\/+$/, '');
  const isWindows = /^[a-z]:/i.test(root);
  const isBelow = startsWith(given, `${root}/`, isWindows) || startsWith(`${given}/`, `${root}/`, isWindows);
  if (!isBelow && /^([a-z]:|\/\/)/i.test(given)) return undefined;
  const names = (isBelow ? given.slice(root.length) : given).split('/').filter((name) => name !== '' && name !== '.');
  return names.includes('..') ? undefined : names.join('/');
}

function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Windows does not tell capital letters from small ones. */
function startsWith(path: string, start: string, isWindows: boolean): boolean {
  return isWindows ? path.toLowerCase().startsWith(start.toLowerCase()) : path.startsWith(start);
}
