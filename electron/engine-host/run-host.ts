// The engine host itself, loaded by main.ts: a utility process of Electron, or a child of Node in browser mode and tests.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HostStart } from '#ipc/messages.ts';
import type { SessionMemory } from '#sync-engine/auth/kept-secrets.ts';
import { createAccounts } from '#sync-engine/engine/create-accounts.ts';
import { createKeychain, toKeychainService } from '#sync-engine/engine/create-keychain.ts';
import { createChosenProxy } from '#sync-engine/engine/create-chosen-proxy.ts';
import { createLogger } from '#sync-engine/engine/create-engine.ts';
import { createLastWords } from '#sync-engine/engine/create-last-words.ts';
import { readOrganisation, watchOrganisationFile } from '#sync-engine/engine/create-organisation.ts';
import { tenantPathFor } from '#sync-engine/engine/create-tenant.ts';
import { EngineHost } from './engine-host.ts';
import { findHostPort } from './host-port.ts';
import { JsonSettingsFile } from './settings/json-settings-file.ts';
import { RotatingLog } from './diagnostics/rotating-log.ts';
import { serveHost } from './serve-host.ts';
import { renderSignInPage } from './accounts/sign-in-page.ts';
import { createSystemProxy } from './settings/system-proxy.ts';

const port = findHostPort();
serveHost(port, createHost, () => process.exit(0));

function createHost(start: HostStart, end: () => Promise<void>): EngineHost {
  const { stateDirectory, branding, sessionSecrets, hasSystemProxy } = start;
  const log = new RotatingLog(join(stateDirectory, 'logs'));
  const organisationPath = tenantPathFor(branding, chooseEnvironment());
  // Before it is read, so that no change falls between. What it says then may be the opposite: everything begins anew.
  watchOrganisationFile(organisationPath, () => void end());
  const { tenant, organisation } = readOrganisation(organisationPath);
  const logger = createLogger(log);
  process.on('uncaughtExceptionMonitor', createLastWords(logger));
  const session: SessionMemory = {
    known: new Map(sessionSecrets.map(({ key, secret }) => [key, secret])),
    onChange: (key, secret) => port.post({ kind: 'session-secret', key, ...(secret === undefined ? {} : { secret }) }),
  };
  const findSystemProxy = hasSystemProxy ? createSystemProxy(port) : undefined;
  const secrets = createKeychain(toKeychainService(branding));
  const proxy = createChosenProxy({ findSystemProxy, logger, secrets, session });
  const accounts = createAccounts({
    stateDirectory,
    tenant,
    secrets,
    renderPage: (page) => renderSignInPage(page, branding.productName),
    logger,
    proxy: proxy.setting,
    session,
  });
  return new EngineHost({
    settingsFile: new JsonSettingsFile(stateDirectory),
    accounts,
    trust: tenant.trust,
    organisation,
    branding,
    proxy,
    stateDirectory,
    homeDirectory: homedir(),
    nowMs: () => Date.now(),
    randomId: () => randomBytes(8).toString('hex'),
    log,
    onEvent: (event) => port.post({ kind: 'event', event }),
  });
}

/** In a package nobody may name another file of the organisation: its rules would be a matter of taste. */
function chooseEnvironment(): NodeJS.ProcessEnv {
  const isPackaged = import.meta.url.endsWith('.mjs');
  return isPackaged ? { ProgramData: process.env['ProgramData'] } : process.env;
}
