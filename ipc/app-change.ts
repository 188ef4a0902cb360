import { z } from 'zod';
import type { AppState } from './app-state.ts';
import { accountsFaultSchema, accountViewSchema, MAX_RECENT, recentItemSchema } from './app-state.ts';
import { accountIdSchema, countSchema, folderIdSchema } from './fields.ts';
import { folderViewSchema, pauseSchema } from './folder-view.ts';

/** Lists that the state does not hold; whoever shows one asks for it again. */
const listNameSchema = z.enum(['problems', 'conflicts', 'decisions', 'history', 'kept', 'transfers']);
export type ListName = z.infer<typeof listNameSchema>;

/** One change of the state. Whole objects, so that a change can be applied without knowing what was before. */
const appChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: accountViewSchema }),
  z.object({ kind: z.literal('account-removed'), accountId: accountIdSchema }),
  z.object({ kind: z.literal('accounts-fault'), fault: accountsFaultSchema.optional() }),
  z.object({ kind: z.literal('folder'), folder: folderViewSchema }),
  z.object({ kind: z.literal('folder-removed'), folderId: folderIdSchema }),
  z.object({ kind: z.literal('pause'), pause: pauseSchema.optional() }),
  /** What was synced since the last such change, newest first. */
  z.object({ kind: z.literal('recent'), items: z.array(recentItemSchema).max(MAX_RECENT).readonly() }),
  z.object({ kind: z.literal('list-changed'), folderId: folderIdSchema, list: listNameSchema }),
]);
export type AppChange = z.infer<typeof appChangeSchema>;

/** A change with its place in the order of all changes. */
export const appEventSchema = z.object({ hostId: z.string(), revision: countSchema, change: appChangeSchema });
export type AppEvent = z.infer<typeof appEventSchema>;

/**
 * The state after an event. `gap`: an event is missing or another host speaks; ask for the whole state. An event that is
 * older than the state is already in it. Pure; used by the engine host and by everybody who keeps a copy.
 */
export function applyEvent(state: AppState, event: AppEvent): AppState | 'gap' {
  if (event.hostId !== state.hostId) return 'gap';
  if (event.revision <= state.revision) return state;
  if (event.revision > state.revision + 1) return 'gap';
  return { ...applyChange(state, event.change), revision: event.revision };
}

/** The state after a change; the revision stays. Pure. */
function applyChange(state: AppState, change: AppChange): AppState {
  switch (change.kind) {
    case 'account':
      return { ...state, accounts: upsert(state.accounts, change.account, ({ accountId }) => accountId) };
    case 'account-removed':
      return { ...state, accounts: state.accounts.filter(({ accountId }) => accountId !== change.accountId) };
    case 'accounts-fault':
      return { ...state, accountsFault: change.fault };
    case 'folder':
      return { ...state, folders: upsert(state.folders, change.folder, ({ folderId }) => folderId) };
    case 'folder-removed':
      return {
        ...state,
        folders: state.folders.filter(({ folderId }) => folderId !== change.folderId),
        recent: state.recent.filter(({ folderId }) => folderId !== change.folderId),
      };
    case 'pause':
      return { ...state, pause: change.pause };
    case 'recent':
      return { ...state, recent: [...change.items, ...state.recent].slice(0, MAX_RECENT) };
    case 'list-changed':
      return state;
    default:
      return change satisfies never;
  }
}

function upsert<Item>(items: readonly Item[], item: Item, idOf: (item: Item) => string): readonly Item[] {
  const isKnown = items.some((known) => idOf(known) === idOf(item));
  return isKnown ? items.map((known) => (idOf(known) === idOf(item) ? item : known)) : [...items, item];
}
