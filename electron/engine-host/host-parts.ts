import type { ShownBranding } from '#branding/branding.ts';
import type { Organisation, ResolvedSettings } from '#policies/policies.ts';
import { resolveSetting } from '#policies/policy-rules.ts';
import type { SyncSettings } from '#policies/settings.ts';
import type { Accounts } from '#sync-engine/auth/auth.ts';
import type { ChoiceReserve } from '#sync-engine/engine/create-first-choice.ts';
import type { ChosenProxy } from '#sync-engine/engine/create-chosen-proxy.ts';
import type { LeftFolder } from '#sync-engine/engine/create-folder-move.ts';
import type { LookedAtFolder } from '#sync-engine/engine/create-visit.ts';
import type { Tenant } from '#sync-engine/engine/create-tenant.ts';
import type { FolderRunner } from './running/folder-runner.ts';
import type { FolderSettings, HostSettings } from './settings/host-settings.ts';
import type { HostState } from './host-state.ts';
import type { Questions } from './questions.ts';
import type { ServerTrees } from './accounts/server-trees.ts';

/** What the handlers of all requests share. */
export interface HostParts {
  readonly branding: Pick<ShownBranding, 'productName'>;
  readonly state: HostState;
  readonly accounts: Accounts;
  /** Which servers the organisation trusts beyond what the system trusts. */
  readonly trust: Tenant['trust'];
  readonly proxy: ChosenProxy;
  readonly organisation: Organisation;
  /** The settings that hold now, and who said so. */
  readonly syncSettings: () => ResolvedSettings<SyncSettings>;
  /** Absolute path of the directory for sync databases and settings. */
  readonly stateDirectory: string;
  readonly homeDirectory: string;
  /** Takes lines of the log, and gives the last ones back, `maxBytes` at most. */
  readonly log: { write(line: string): unknown; readLast(maxBytes: number): string };
  readonly nowMs: () => number;
  readonly randomId: () => string;
  /** Aborts when the host ends. */
  readonly signal: AbortSignal;
  readonly settings: () => HostSettings;
  /** False when the disk did not take them; nothing has changed then. */
  readonly changeSettings: (change: (settings: HostSettings) => HostSettings) => boolean;
  readonly runners: Map<string, FolderRunner>;
  /** What takes a while and may be given up. */
  readonly questions: Questions;
  /** What a person who sets up a folder looks at. */
  readonly serverTrees: ServerTrees;
  /** Moves of sync folders that are under way, by the id of the folder; to be given up. */
  readonly moves: Map<string, AbortController>;
  /** What moves to other disks have left behind, by the id of the folder; forgotten when the host ends. */
  readonly left: Map<string, LeftFolder>;
  /** Makes a runner for a folder of the settings, and lets it run if it may. */
  readonly addRunner: (folder: FolderSettings) => void;
  /** An empty folder in the place of the synced one is filled when it is opened next. */
  readonly acceptFolder: (folderId: string) => void;
  /** A person said: sync this folder, or everything, all the same, until the conditions change. */
  readonly overrideConditions: (folderId: string | undefined) => void;
  /** Decides anew which folders may run. */
  readonly permitAll: () => Promise<void>;
}

export function findFolderSettings(parts: HostParts, folderId: string): FolderSettings | undefined {
  return parts.settings().folders.find((folder) => folder.folderId === folderId);
}

/** How a place in a sync folder is looked at: through the open database where this process has it. */
export function toLookedAt(parts: HostParts, folderId: string, anyPath: string): LookedAtFolder {
  const { openFolder, openServer } = parts.runners.get(folderId) ?? {};
  return { anyPath, stateDirectory: parts.stateDirectory, records: openFolder?.records, server: openServer };
}

/** What the organisation wants to stay free on a disk when folders are chosen; undefined where it has not decided. */
export function decideReserve({ organisation }: HostParts): ChoiceReserve | undefined {
  return resolveSetting('freeSpaceReserve', undefined, organisation.policies);
}
