import type { AppState } from '#ipc/app-state.ts';
import type { WindowView } from '#ipc/window-event.ts';
import { windowViewSchema } from '#ipc/window-event.ts';

const MAX_LENGTH = 2_048;

/** Where a link leads. `ignored`: to nothing that is known here. */
export type LinkTarget =
  | { readonly kind: 'view'; readonly view: WindowView }
  | { readonly kind: 'item'; readonly folderId: string; readonly path: string }
  | { readonly kind: 'ignored' };

/** Which links are ours: their scheme is that of the branding. */
export interface LinkSetting extends Pick<AppState, 'folders'> {
  readonly scheme: string;
}

/**
 * Reads `<scheme>://open?view=…` or `<scheme>://open?folder=…&path=…`. Links come from anywhere: only views of this
 * program and items below known sync folders are followed, and nothing is ever changed by a link. Pure.
 */
export function parseDeepLink(link: string, { folders, scheme }: LinkSetting): LinkTarget {
  const url = link.length > MAX_LENGTH ? null : URL.parse(link);
  if (url === null || url.protocol !== `${scheme}:` || url.host !== 'open') return { kind: 'ignored' };
  const view = windowViewSchema.safeParse(url.searchParams.get('view'));
  if (view.success) return { kind: 'view', view: view.data };
  const folderId = url.searchParams.get('folder');
  const path = url.searchParams.get('path') ?? '';
  const isKnown = folders.some((folder) => folder.folderId === folderId);
  const isInside = path === '' || path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
  return folderId !== null && isKnown && isInside ? { kind: 'item', folderId, path } : { kind: 'ignored' };
}

/** The link among the arguments with which a program was started a second time. Pure. */
export function findDeepLink(argv: readonly string[], scheme: string): string | undefined {
  return argv.find((argument) => argument.startsWith(`${scheme}://`));
}
