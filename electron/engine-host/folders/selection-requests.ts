import type { Answer, RequestInput, RequestOutput } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { toNewDirectoryRule } from '#policies/policy-rules.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { Choice, NewDirectoryRule, SelectionAct } from '#sync-engine/core/model/selection.ts';
import { isAway, isSameSelection } from '#sync-engine/core/model/selection.ts';
import type { Result } from '#sync-engine/core/model/sync-error.ts';
import { toChoiceReserve } from '#sync-engine/engine/create-first-choice.ts';
import { openSelection } from '#sync-engine/engine/create-selection-visit.ts';
import type { ListedPlace } from '#sync-engine/engine/selection/listed-place.ts';
import type { FoundDirectories, SelectionDesk } from '#sync-engine/engine/selection/selection-desk.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { decideReserve, findFolderSettings, toLookedAt } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';

type SelectionRequestName =
  | 'findOnServer'
  | 'getSelection'
  | 'changeSelection'
  | 'listDirectoryChoices'
  | 'searchDirectories'
  | 'findUnsynced';

/** Directories that a search tells at most; who sees so many types another letter. */
export const MAX_FOUND = 200;

/** Requests about which folders of the server are on this computer, and where they are there. */
export function createSelectionRequests(parts: HostParts): Handlers<SelectionRequestName> {
  return {
    findOnServer: ({ folderId, path }) => findOnServer(parts, folderId, path),
    getSelection: ({ folderId }) =>
      atDesk(parts, folderId, async (desk) => {
        const { choices, newDirectories } = await desk.read();
        const disk = await desk.readDisk();
        if (!disk.ok) return fail(disk.error);
        const { freeBytes, totalBytes } = disk.value;
        return succeed({
          deselected: listPaths(choices, 'deselected'),
          undecided: listPaths(choices, 'undecided'),
          newDirectories: toRuleView(newDirectories),
          disk: { freeBytes, reserveBytes: toChoiceReserve(totalBytes, decideReserve(parts)) },
        });
      }),
    listDirectoryChoices: ({ folderId, path }) =>
      atDesk(parts, folderId, async (desk) => {
        const place = parseRelativePath(path);
        if (place === undefined) return fail({ code: 'invalid-request' });
        return answerListing(await desk.list(place, parts.signal));
      }),
    searchDirectories: ({ folderId, text, isFurther }) =>
      atDesk(parts, folderId, async (desk) =>
        answerSearch(await desk.search({ text, limit: MAX_FOUND, isFurther, signal: parts.signal })),
      ),
    findUnsynced: ({ questionId, ...asked }) =>
      parts.questions.answer(questionId, (stop) => findUnsynced(parts, asked, stop)),
    async changeSelection({ folderId, ...wanted }) {
      const changed = await atDesk(parts, folderId, (desk) => change(desk, wanted, parts.signal));
      if (changed.ok) parts.runners.get(folderId)?.lookNow();
      return changed;
    },
  };
}

/** Paths that are told at most of what the server does not have; the number of all is told, too. */
const MAX_UNSYNCED = 200;

async function findUnsynced(
  parts: HostParts,
  { folderId, paths }: Pick<RequestInput<'findUnsynced'>, 'folderId' | 'paths'>,
  stop: AbortSignal,
): Promise<Answer<RequestOutput<'findUnsynced'>>> {
  const folder = findFolderSettings(parts, folderId);
  if (folder === undefined) return fail({ code: 'folder-unknown' });
  const opened = await openSelection(toLookedAt(parts, folderId, folder.localPath), stop);
  if (opened === undefined) return fail({ code: 'folder-unknown' });
  if (!opened.ok) return fail(opened.error);
  try {
    const places = paths.flatMap((path) => parseRelativePath(path) ?? []);
    const found = await opened.value.selection.findUnsynced(places);
    if (!found.ok) return fail(found.error);
    const { staying, renamed } = found.value;
    return succeed({ staying: toCapped(staying), renamed: toCapped(renamed) });
  } finally {
    await opened.value.close();
  }
}

function toCapped(paths: readonly RelativePath[]) {
  return { items: paths.slice(0, MAX_UNSYNCED), total: paths.length };
}

/** The directories of one place, or why they cannot be told. */
export function answerListing(listed: Result<ListedPlace | undefined>): Answer<RequestOutput<'listDirectoryChoices'>> {
  if (!listed.ok) return fail(listed.error);
  if (listed.value === undefined) return fail({ code: 'remote-folder-missing' });
  const { sizeBytes, directories } = listed.value;
  return succeed({ items: directories, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
}

/** What a search has found so far, or why it could not go on. */
export function answerSearch(searched: Result<FoundDirectories>): Answer<RequestOutput<'searchDirectories'>> {
  if (!searched.ok) return fail(searched.error);
  const { directories, total, progress } = searched.value;
  return succeed({ items: directories, total, ...progress });
}

/** How long a person waits for a page that opens. */
const FIND_LIMIT_MS = 10_000;

async function findOnServer(parts: HostParts, folderId: string, path: string): Promise<Answer<Place>> {
  const runner = parts.runners.get(folderId);
  if (runner === undefined) return fail({ code: 'folder-unknown' });
  const names = path === '' ? [] : path.split('/');
  const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(FIND_LIMIT_MS)]);
  for (let length = names.length; length >= 0; length -= 1) {
    const place = parseRelativePath(names.slice(0, length).join('/'));
    if (place === undefined) break;
    const found = await runner.openFolder?.selection.find(place, signal);
    if (found?.ok !== true) break;
    if (found.value !== undefined) return succeed({ directory: place, fileId: found.value.fileId });
  }
  return succeed({ directory: path });
}

function listPaths(choices: readonly Choice[], kind: Choice['kind']): readonly RelativePath[] {
  return choices.flatMap((choice) => (choice.kind === kind ? [choice.path] : []));
}

type Place = RequestOutput<'findOnServer'>;
type RuleView = RequestOutput<'getSelection'>['newDirectories'];

function toRuleView(rule: NewDirectoryRule): RuleView {
  if (rule.kind === 'ask' || rule.askAboveBytes === undefined) return { kind: rule.kind };
  return { kind: 'take', askAboveBytes: rule.askAboveBytes };
}

/** Only an open folder knows what is on the server. */
function atDesk<Value>(
  parts: HostParts,
  folderId: string,
  act: (desk: SelectionDesk) => Promise<Answer<Value>>,
): Promise<Answer<Value>> | Answer<Value> {
  const runner = parts.runners.get(folderId);
  if (runner === undefined) return fail({ code: 'folder-unknown' });
  const folder = runner.openFolder;
  return folder === undefined ? fail({ code: 'folder-at-rest' }) : act(folder.selection);
}

type WantedSelection = Omit<RequestInput<'changeSelection'>, 'folderId'>;

/**
 * Writes down the difference between what was chosen and what is wanted, all at once. What cannot be found on the server
 * any more needs no choice; but when it was seen as away, the list is another one by now. What the person has not seen is
 * left alone: a folder that is new, or was renamed, since the list was shown.
 */
async function change(desk: SelectionDesk, wanted: WantedSelection, signal: AbortSignal): Promise<Answer<Done>> {
  const before = await desk.read();
  const away = before.choices.filter(isAway);
  const wantedPaths = new Set(wanted.deselected);
  const seen = new Set(wanted.seen);
  const acts: SelectionAct[] = away.flatMap(({ fileId, path }) =>
    wantedPaths.has(path) || !seen.has(path) ? [] : [{ kind: 'select', fileId, path } as const],
  );
  const known = new Set(away.flatMap(({ kind, path }) => (kind === 'deselected' ? [path] : [])));
  const awayIds = new Map(away.map(({ path, fileId }) => [path, fileId]));
  const unknown = wanted.deselected.flatMap((text) => parseRelativePath(text) ?? []).filter((path) => !known.has(path));
  const brought = wanted.seen.flatMap((text) => parseRelativePath(text) ?? []).filter((path) => !awayIds.has(path));
  const found = await desk.identify([...new Set([...unknown, ...brought])], signal);
  if (!found.ok) return fail(found.error);
  // It has another name by now, or is gone: whatever was said about it would have no effect.
  if (brought.some((path) => !found.value.has(path))) return fail({ code: 'decision-list-changed' });
  for (const path of unknown) {
    // Its own id finds it also when it was renamed since the last look.
    const fileId = found.value.get(path) ?? awayIds.get(path);
    if (fileId !== undefined) acts.push({ kind: 'deselect', fileId, path });
  }
  const rule = wanted.newDirectories === undefined ? before.newDirectories : toNewDirectoryRule(wanted.newDirectories);
  if (!isSameSelection(before, { ...before, newDirectories: rule })) acts.push({ kind: 'new-directories', rule });
  if (acts.length === 0) return succeed({});
  const written = await desk.choose(acts);
  return written.ok ? succeed({}) : fail(written.error);
}
