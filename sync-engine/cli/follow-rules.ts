import type { ComputerConditions } from '#policies/computer-conditions.ts';
import type { Organisation, Policies } from '#policies/policies.ts';
import type { PolicyRefusal } from '#policies/policy-rules.ts';
import {
  refuseProxy,
  refuseServer,
  refuseSetting,
  resolveProxy,
  resolveSetting,
  toNewDirectoryRule,
} from '#policies/policy-rules.ts';
import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import { DEFAULT_LIMITS } from '../core/guards/mass-removal.ts';
import type { ProxyChoice } from '../core/model/proxy-setting.ts';
import type { NewDirectoryRule } from '../core/model/selection.ts';
import type { TimeWindow } from '#policies/time-windows.ts';
import { isInAny, parseTimeWindows } from '#policies/time-windows.ts';
import type { SyncCommand } from './arguments.ts';
import type { NetworkArguments } from './network-arguments.ts';

/** Why the command does nothing, or nothing more. */
export type ForbiddenCode =
  | PolicyRefusal
  /** Nothing is synced at this time. */
  | 'organisation-pause'
  /** Nothing is synced while the network costs money, or the computer runs on battery. */
  | 'organisation-metered'
  | 'organisation-battery'
  /** The file of the organisation says something else than at the start. */
  | 'organisation-changed';

/** A command that the organisation does not allow. Its `subject` is an option, an address, a number or times. */
export interface Forbidden {
  readonly kind: 'forbidden';
  readonly code: ForbiddenCode;
  readonly subject: string;
}

/** Which of the computer's conditions keeps a sync from going on. */
export type RestReason = 'metered' | 'battery';

/** What of `sync` the organisation may decide. */
export type AskedSync = Pick<SyncCommand, 'serverUrl' | 'network' | 'onMassDelete' | 'isWatching' | 'isDryRun'> & {
  /** Exclude patterns that somebody named. */
  readonly excludes: string | undefined;
};

/** When nothing is synced because of what the computer can afford. `wait`: unless somebody syncs once by hand. */
type Rest = 'never' | 'wait' | 'enforced';

export interface Rests {
  readonly onMetered: Rest;
  readonly onBattery: Rest;
}

/** What holds for a sync. Sizes in bytes. */
export interface AllowedSync {
  readonly kind: 'allowed';
  readonly excludes: string;
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
  /** Always when absent. */
  readonly limitWindows?: readonly TimeWindow[];
  readonly pauseWindows: readonly TimeWindow[];
  /** As the organisation wrote them; undefined when it has enforced none. */
  readonly enforcedPauses: string | undefined;
  readonly rests: Rests;
  /** Undefined: all are carried out. */
  readonly removalLimits: MassRemovalLimits | undefined;
  readonly shouldUploadSecondVersions: boolean;
  readonly shouldLockOpenFiles: boolean;
  readonly newDirectories?: NewDirectoryRule;
  readonly areNewDirectoriesEnforced: boolean;
}

/** Decides what holds for a sync that somebody asks for, or why it is not begun. Pure. */
export function followForSync(asked: AskedSync, organisation: Organisation): AllowedSync | Forbidden {
  const { policies } = organisation;
  const { network, onMassDelete, excludes } = asked;
  const isUnlimited = onMassDelete === 'allow' && policies.enforced.massRemoval !== undefined;
  const refused =
    forbid(asked.serverUrl, refuseServer(organisation, asked.serverUrl)) ??
    forbid('--exclude-from', refuseSetting('excludes', excludes, policies)) ??
    forbid('--limit-up', refuseSetting('limitUpBytesPerSecond', network.uploadBytesPerSecond, policies)) ??
    forbid('--limit-down', refuseSetting('limitDownBytesPerSecond', network.downloadBytesPerSecond, policies)) ??
    forbid('--limit-window', refuseSetting('limitWindows', network.limitWindows, policies)) ??
    forbid('--pause-window', refuseSetting('pauseWindows', network.pauseWindows, policies)) ??
    forbid('--on-mass-delete', isUnlimited ? 'setting-enforced' : undefined) ??
    refuseNetwork(network, policies);
  if (refused !== undefined) return refused;
  const pauseWindows = resolveSetting('pauseWindows', network.pauseWindows, policies);
  const limitWindows = parseTimeWindows(resolveSetting('limitWindows', network.limitWindows, policies) ?? '');
  const newDirectories = resolveSetting('newDirectories', undefined, policies);
  return {
    kind: 'allowed',
    excludes: resolveSetting('excludes', excludes, policies) ?? '',
    limitUpBytesPerSecond: resolveSetting('limitUpBytesPerSecond', network.uploadBytesPerSecond, policies),
    limitDownBytesPerSecond: resolveSetting('limitDownBytesPerSecond', network.downloadBytesPerSecond, policies),
    ...(limitWindows === undefined ? {} : { limitWindows }),
    pauseWindows: parseTimeWindows(pauseWindows ?? '') ?? [],
    enforcedPauses: policies.enforced.pauseWindows,
    rests: { onMetered: toRest('shouldPauseOnMetered', policies), onBattery: toRest('shouldPauseOnBattery', policies) },
    removalLimits:
      onMassDelete === 'allow' ? undefined : (resolveSetting('massRemoval', undefined, policies) ?? DEFAULT_LIMITS),
    shouldUploadSecondVersions: policies.enforced.shouldUploadSecondVersions ?? true,
    shouldLockOpenFiles: policies.enforced.shouldLockOpenFiles ?? true,
    ...(newDirectories === undefined ? {} : { newDirectories: toNewDirectoryRule(newDirectories) }),
    areNewDirectoriesEnforced: policies.enforced.newDirectories !== undefined,
  };
}

/** Why nothing is synced now; undefined when it may be. A command that waits for its time, or only looks, is let be. Pure. */
export function refuseTime(
  { isWatching, isDryRun }: Pick<SyncCommand, 'isWatching' | 'isDryRun'>,
  enforcedPauses: string | undefined,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone?: string },
): Forbidden | undefined {
  const windows = isWatching || isDryRun ? [] : (parseTimeWindows(enforcedPauses ?? '') ?? []);
  return isInAny(windows, nowMs, timeZone)
    ? { kind: 'forbidden', code: 'organisation-pause', subject: enforcedPauses ?? '' }
    : undefined;
}

/** Why the computer's conditions let nothing be synced; undefined where they do, or nobody knows them. Pure. */
export function findRest({ onMetered, onBattery }: Rests, conditions: ComputerConditions): RestReason | undefined {
  if (onMetered !== 'never' && conditions.isMetered === true) return 'metered';
  return onBattery !== 'never' && conditions.isOnBattery === true ? 'battery' : undefined;
}

/** As `refuseTime`, for the computer's conditions. Pure. */
export function refuseConditions(
  { isWatching, isDryRun }: Pick<SyncCommand, 'isWatching' | 'isDryRun'>,
  { onMetered, onBattery }: Rests,
  conditions: ComputerConditions,
): Forbidden | undefined {
  const toEnforced = (rest: Rest): Rest => (rest === 'enforced' ? rest : 'never');
  const enforced: Rests = { onMetered: toEnforced(onMetered), onBattery: toEnforced(onBattery) };
  const why = isWatching || isDryRun ? undefined : findRest(enforced, conditions);
  return why === undefined ? undefined : { kind: 'forbidden', code: `organisation-${why}`, subject: '' };
}

/** What somebody wants to know of the computer that its system does not tell. Pure. */
export function listUnknown({ onMetered, onBattery }: Rests, conditions: ComputerConditions): readonly RestReason[] {
  return [
    ...(onMetered !== 'never' && conditions.isMetered === undefined ? (['metered'] as const) : []),
    ...(onBattery !== 'never' && conditions.isOnBattery === undefined ? (['battery'] as const) : []),
  ];
}

/** Without a word of the organisation the command does what it is told, whatever that costs. */
function toRest(name: 'shouldPauseOnMetered' | 'shouldPauseOnBattery', policies: Policies): Rest {
  if (policies.enforced[name] === true) return 'enforced';
  return resolveSetting(name, undefined, policies) === true ? 'wait' : 'never';
}

/** Why a server may not be reached in the way that somebody asks for. Pure. */
export function refuseNetwork({ proxy }: NetworkArguments, policies: Policies): Forbidden | undefined {
  return forbid('--proxy', refuseProxy(withBypass(proxy, policies), policies));
}

/** How servers are reached. Pure. */
export function resolveNetwork({ proxy }: NetworkArguments, policies: Policies): ProxyChoice {
  return resolveProxy(withBypass(proxy, policies), policies);
}

/** A refusal with what it is about; undefined when there is none. Pure. */
export function forbid(subject: string, code: PolicyRefusal | undefined): Forbidden | undefined {
  return code === undefined ? undefined : { kind: 'forbidden', code, subject };
}

/** Whoever adds a name to the proxy of the organisation need not repeat what is reached without it. */
function withBypass(proxy: ProxyChoice | undefined, { enforced }: Policies): ProxyChoice | undefined {
  const isBypassOpen = proxy?.kind === 'manual' && proxy.bypass.length === 0;
  return isBypassOpen && enforced.proxy?.kind === 'manual' ? { ...proxy, bypass: enforced.proxy.bypass } : proxy;
}
