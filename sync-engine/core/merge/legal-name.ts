import type { NodeKind } from '../model/observation.ts';
import { isReservedName, isWindowsDevice } from './names.ts';

/** Below the limits of all systems (255) and servers (250; 249 with one storage driver of Infinite Scale). */
export const MAX_PORTABLE_BYTES = 245;

/** One extension, or two for `.tar.gz` and its like; a sentence after a dot is none. */
const EXTENSION = /^(\.*[^.].*?)((?:\.tar)?\.[\p{L}\p{N}\p{M}_+#$!~-]{1,20})$/isu;

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const ILLEGAL = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;

/** A name without its extension, and the extension with its dot; directories have none. Pure. */
export function splitName(name: string, kind: NodeKind): { readonly stem: string; readonly extension: string } {
  const match = kind === 'file' ? EXTENSION.exec(name) : null;
  const [, stem, extension] = match ?? [];
  // Behind a mark this would look like a piece of an old upload to the server.
  if (stem === undefined || extension === undefined || extension.includes('-chunking-'))
    return { stem: name, extension: '' };
  return { stem, extension };
}

/** The text with `_` for every character that Windows or a server does not take in a name. Pure. */
export function toLegal(text: string): string {
  return text.toWellFormed().replaceAll(ILLEGAL, '_');
}

/** The part before the first dot decides whether Windows sees a device, the beginning whether we see a name of ours. */
export function toSafeStem(stem: string): string {
  return isWindowsDevice(stem) || isReservedName(stem) ? `_${stem}` : stem;
}
