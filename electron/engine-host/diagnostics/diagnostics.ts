import { createHash } from 'node:crypto';
import { arch, platform, release } from 'node:os';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import type { ProxyView } from '#policies/proxy-settings.ts';
import { ENGINE_VERSION } from '#sync-engine/engine/create-engine.ts';
import { succeed } from '../answers.ts';
import { hideLog } from './hidden-log.ts';
import type { HostParts } from '../host-parts.ts';
import { showProxy } from '../settings/settings-requests.ts';

/** What a person can still look through before it is saved; some days of an office. */
const MAX_LOG_BYTES = 2 * 1024 * 1024;

/**
 * What a helper needs to know of this program, with no name of a file, person or server in it: names are replaced by
 * hashes with a key that nobody keeps, so that they are the same within one diagnosis and mean nothing outside of it.
 */
export async function createDiagnostics(parts: HostParts): Promise<Answer<RequestOutput<'createDiagnostics'>>> {
  const key = parts.randomId();
  const hide = (name: string): string => createHash('sha256').update(`${key} ${name}`).digest('hex').slice(0, 12);
  const { accounts, folders } = parts.state.state;
  const { values, sources } = parts.syncSettings();
  const { excludes, ...sync } = values;
  const { policies, problem } = parts.organisation;
  const overview = {
    program: ENGINE_VERSION,
    system: { platform: platform(), release: release(), arch: arch(), node: process.version },
    accounts: accounts.map(({ accountId, serverUrl, serverKind, signIn, isRemembered }) => ({
      account: accountId,
      server: hide(serverUrl),
      serverKind,
      signIn,
      isRemembered,
    })),
    folders: folders.map(({ folderId, accountId, state, pause, problems, conflicts, decisions, localPath }) => ({
      folder: folderId,
      account: accountId,
      place: hide(localPath),
      state: state.kind,
      verifiedAtMs: state.verifiedAtMs,
      error: 'error' in state ? state.error.code : undefined,
      pause,
      problems,
      conflicts,
      decisions,
    })),
    settings: { ...sync, excludePatterns: excludes.split('\n').filter((line) => line.trim() !== '').length },
    settingSources: sources,
    proxy: describeProxy(await showProxy(parts)),
    organisation: {
      enforced: Object.keys(policies.enforced),
      defaults: Object.keys(policies.defaults),
      isReadable: problem === undefined,
    },
  };
  const problems = folders.flatMap(({ folderId }) =>
    (parts.runners.get(folderId)?.problems ?? []).map(({ path, side, code }) => ({
      folder: folderId,
      path: path.split('/').map(hide).join('/'),
      side,
      code,
    })),
  );
  const toText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return succeed({
    items: [
      { name: 'overview.json', text: toText(overview) },
      { name: 'problems.json', text: toText(problems) },
      { name: 'engine.log', text: hideLog(parts.log.readLast(MAX_LOG_BYTES), hide) },
    ],
  });
}

/** Which kind of way leads to the servers; addresses and names stay here. */
function describeProxy({ settings, password }: ProxyView) {
  if (settings.kind !== 'manual') return { kind: settings.kind };
  const { kind, scheme, bypass, userName } = settings;
  return { kind, scheme, bypassEntries: bypass.length, hasUserName: userName !== undefined, password };
}
