import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { DEFAULT_EXCLUDES } from '../core/merge/excludes-default.ts';
import { createExcluder, createFullPathExcluder, parseExcludes } from '../core/merge/excludes.ts';
import { conflictName } from '../core/merge/name-conflict.ts';
import { createNameRules, isReservedName } from '../core/merge/names.ts';
import type { MergePolicy } from '../core/merge/merge-types.ts';
import { PARK_PREFIX } from '../filesystem/filesystem.ts';
import type { FilesystemTraits } from '../filesystem/filesystem.ts';
import type { ServerDescription } from '../transport/transport.ts';
import type { FolderRules } from './opening/folder-rules.ts';
import type { FolderSettings } from './parts.ts';

/** 16 hexadecimal digits that nobody can guess. */
export function randomId(): string {
  return randomBytes(8).toString('hex');
}

/** Minutes east of UTC at a time. */
export function offsetMinutes(timeMs: number): number {
  return -new Date(timeMs).getTimezoneOffset();
}

/** What a sync folder's settings depend on. */
export interface SettingsInput {
  readonly traits: FilesystemTraits;
  readonly server: ServerDescription['kind'];
  readonly refusedNames: ServerDescription['refusedNames'];
  readonly userName: string;
  readonly excludes: string;
  readonly shouldUploadSecondVersions: boolean;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Rules and policy for two sides; removals are not limited. */
export function decideSettings(input: SettingsInput): FolderSettings {
  const { shouldUploadSecondVersions } = input;
  return {
    rules: decideRules(input),
    policy: decidePolicy(input),
    removalLimits: undefined,
    shouldUploadSecondVersions,
  };
}

/** What takes part in syncing between these two sides, and which names each of them can hold. */
export function decideRules({
  traits,
  server,
  refusedNames,
  excludes,
}: Omit<SettingsInput, 'clock' | 'shouldUploadSecondVersions'>): FolderRules {
  const names = createNameRules(traits, server, refusedNames);
  const patterns = [...DEFAULT_EXCLUDES, ...parseExcludes(excludes).patterns];
  const matching = {
    isCaseSensitive: traits.isCaseSensitive,
    doWildcardsCrossSlashes: traits.nameRules === 'windows',
  };
  const excluder = createExcluder(patterns, matching);
  const fullPathExcluder = createFullPathExcluder(patterns, matching);
  return {
    isExcluded: (path, kind) => excluder(path, kind).kind === 'excluded',
    isExcludedFully: (path, kind) => fullPathExcluder(path, kind).kind === 'excluded',
    findPattern(path, kind) {
      const verdict = fullPathExcluder(path, kind);
      return verdict.kind === 'excluded' ? verdict.pattern.source : undefined;
    },
    checkForLocal: (name) =>
      isReservedName(name) && !name.startsWith(PARK_PREFIX) ? 'name-reserved' : names.checkForLocal(name),
    checkForServer: (name) => names.checkForServer(name),
    findNameFault: (name, side) => names.findFault(name, side),
  };
}

/** How names are compared between these two sides, and made for second versions. */
export function decidePolicy({
  traits,
  server,
  userName,
  clock,
}: Omit<SettingsInput, 'excludes' | 'refusedNames' | 'shouldUploadSecondVersions'>): MergePolicy {
  const names = createNameRules(traits, server);
  return {
    nameKey: (name) => names.key(name),
    conflictName: (request) =>
      conflictName({
        ...request,
        userName,
        timeMs: clock.nowMs(),
        timeZoneOffsetMinutes: offsetMinutes(clock.nowMs()),
      }),
  };
}
