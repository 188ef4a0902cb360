import { toVisibleText } from '#ipc/visible-text.ts';
import { formatSize } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { setUpMessages } from './messages.ts';
import type { SpaceItem } from './use-draft.ts';

const SPACE_TEXTS = {
  personal: 'personal',
  project: 'project',
  shares: 'shares',
  shared: 'shared',
} as const satisfies Readonly<Record<SpaceItem['kind'], keyof typeof setUpMessages>>;

/**
 * What a space is called: that of a person has their name on the server, which would look like an account, and that of all
 * shares a word of the server's. Pure.
 */
export function nameSpace(space: SpaceItem, text: GetText<keyof typeof setUpMessages>): string {
  return space.kind === 'personal' ? text('personalName') : toVisibleText(findOwnName(space, text) ?? '');
}

/** The name that a space has of its own; that of a person has none. Pure. */
export function findOwnName({ kind, name }: SpaceItem, text: GetText<keyof typeof setUpMessages>): string | undefined {
  if (kind === 'personal') return undefined;
  return kind === 'shares' ? text('sharesName') : name;
}

/** Kind of a space, whether it can be changed, and how full it is, as far as the server tells. Pure. */
export function describeSpace(
  { kind, isReadOnly, usedBytes, totalBytes }: SpaceItem,
  text: GetText<keyof typeof setUpMessages>,
  language: Language,
): readonly string[] {
  const size = (bytes: number): string => formatSize(bytes, language);
  return [
    text(SPACE_TEXTS[kind]),
    ...(isReadOnly === true ? [text('readOnly')] : []),
    ...(usedBytes === undefined || totalBytes === undefined
      ? []
      : [text('spaceUse', { used: size(usedBytes), total: size(totalBytes) })]),
  ];
}
