import { NO_POLICIES } from '#policies/policies.ts';
import { isRestEnforced } from '#policies/policy-rules.ts';
import { toItemName } from '#ipc/item-name.ts';
import type { AppState, RecentItem } from '#ipc/app-state.ts';
import { pauseLengthSchema } from '#ipc/folder-view.ts';
import type { PauseLength } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import type { WindowView } from '#ipc/window-event.ts';
import { countDecisions, countVersions } from '../notices/waiting.ts';
import type { TrayState } from './aggregate-state.ts';
import { listFolderStates } from './aggregate-state.ts';
import { nameFolder } from './name-folders.ts';
import { describeFolderState, describeTrayState, getTrayText } from './tray-words.ts';
import type { TrayLanguage, TrayText } from './tray-words.ts';

/** What an entry of the menu does. */
export type TrayAction =
  | { readonly kind: 'show'; readonly view: WindowView }
  | { readonly kind: 'open-folder'; readonly folderId: string }
  | { readonly kind: 'open-on-server'; readonly folderId: string }
  | { readonly kind: 'show-item'; readonly item: RecentItem }
  | { readonly kind: 'pause'; readonly length: PauseLength }
  | { readonly kind: 'resume' }
  | { readonly kind: 'show-handbook' }
  | { readonly kind: 'quit' };

/** One entry of the menu as data. */
export type TrayEntry =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'item'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly TrayEntry[] };

const MAX_RECENT = 5;

/** In which words the menu speaks. */
export interface TrayMenuWords {
  readonly language: TrayLanguage;
  /** Name of the product. */
  readonly brand: string;
  /** Now, in ms since the epoch. */
  readonly nowMs: number;
}

/** The menu of the tray: complete without any click on the icon, as Linux needs it. Pure. */
export function composeTrayMenu(
  tray: TrayState,
  state: AppState,
  { language, brand, nowMs }: TrayMenuWords,
): readonly TrayEntry[] {
  const words = { language, nowMs, accounts: state.accounts };
  const text: GetText = (name, values) => getTrayText(name, language, { brand, ...values });
  const item = (name: TrayText, action: TrayAction): TrayEntry => ({ kind: 'item', label: text(name), action });
  const toLine = (shown: TrayState): TrayEntry => ({ kind: 'text', label: describeFolderState(shown, words) });
  return [
    { kind: 'text', label: describeTrayState(tray, words) },
    ...listFolderStates(tray, state.folders).map(toLine),
    ...composeWaiting(state, text),
    { kind: 'separator' },
    item('open', { kind: 'show', view: 'overview' }),
    ...perFolder(state, text('open-folder'), 'open-folder'),
    ...perFolder(state, text('open-on-server'), 'open-on-server'),
    ...composeRecent(state, text('recent')),
    ...composePause(state, item, text('pause')),
    { kind: 'separator' },
    item('settings', { kind: 'show', view: 'settings' }),
    item('handbook', { kind: 'show-handbook' }),
    item('help', { kind: 'show', view: 'help' }),
    item('quit', { kind: 'quit' }),
  ];
}

type GetText = (name: TrayText, values?: Readonly<Record<string, string | number>>) => string;

/** What waits for a person, each with the way to where it is decided. */
function composeWaiting({ folders }: AppState, text: GetText): readonly TrayEntry[] {
  const waiting = [
    { name: 'open-decisions', view: 'decisions', count: countDecisions(folders) },
    { name: 'open-versions', view: 'conflicts', count: countVersions(folders) },
  ] as const;
  return waiting
    .filter(({ count }) => count > 0)
    .map(({ name, view, count }) => ({ kind: 'item', label: text(name, { count }), action: { kind: 'show', view } }));
}

function perFolder(
  { folders, accounts }: AppState,
  label: string,
  kind: 'open-folder' | 'open-on-server',
): readonly TrayEntry[] {
  const [only, ...others] = folders;
  if (only === undefined) return [];
  if (others.length === 0) return [{ kind: 'item', label, action: { kind, folderId: only.folderId } }];
  const entries = folders.map(
    (folder) =>
      ({
        kind: 'item',
        label: toVisibleText(nameFolder(folder, accounts)),
        action: { kind, folderId: folder.folderId },
      }) as const,
  );
  return [{ kind: 'menu', label, entries }];
}

function composeRecent({ recent }: AppState, label: string): readonly TrayEntry[] {
  const shown = recent.filter(({ verb }) => verb !== 'remove').slice(0, MAX_RECENT);
  if (shown.length === 0) return [];
  const entries = shown.map((item) => {
    const path = item.target ?? item.path;
    const label = toVisibleText(toItemName(path));
    return { kind: 'item', label, action: { kind: 'show-item', item } } as const;
  });
  return [{ kind: 'menu', label, entries }];
}

function composePause(
  { pause, folders, organisation }: AppState,
  item: (name: TrayText, action: TrayAction) => TrayEntry,
  label: string,
): readonly TrayEntry[] {
  // What the organisation says, nobody here can override.
  const { policies } = organisation ?? { policies: NO_POLICIES };
  if (folders.length === 0 || (pause !== undefined && isRestEnforced(pause.why, policies))) return [];
  if (pause !== undefined) return [item(pause.why === 'person' ? 'resume' : 'sync-anyway', { kind: 'resume' })];
  const entries = pauseLengthSchema.options.map((length) => item(length, { kind: 'pause', length }));
  return [{ kind: 'menu', label, entries }];
}
