import { findBrandingFile, readBrandingOrNeutral } from '#branding/branding-file.ts';
import type { Accounts } from '../auth/auth.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import { createAccounts } from '../engine/create-accounts.ts';
import { createLogger } from '../engine/create-engine.ts';
import { createKeychain, toKeychainService } from '../engine/create-keychain.ts';
import { readTenant, tenantPathFor } from '../engine/create-tenant.ts';
import type { Tenant } from '../engine/create-tenant.ts';
import { renderLastPage } from './account-phrases.ts';
import type { Language } from './messages.ts';
import { getUsageMessage } from './messages.ts';

/** The accounts of this person, and what their organisation has decided. */
export interface OpenedAccounts {
  readonly accounts: Accounts;
  readonly tenant: Tenant;
  /** Under which name people find their secrets in the keychain. */
  readonly keychainService: string;
}

/** Opens the accounts; undefined when the organisation's file cannot be followed, which is told on standard error. */
export function openAccounts(options: {
  readonly stateDirectory: string | undefined;
  readonly language: Language;
  readonly proxy: ProxySetting;
}): OpenedAccounts | undefined {
  const { stateDirectory, language, proxy } = options;
  const { branding } = readBrandingOrNeutral(findBrandingFile(process.env));
  const tenant = readTenant(tenantPathFor(branding, process.env));
  if (!tenant.ok) {
    process.stderr.write(`${getUsageMessage('tenant-unreadable', `${tenant.path}: ${tenant.detail}`, language)}\n`);
    return undefined;
  }
  const keychainService = toKeychainService(branding);
  const accounts = createAccounts({
    stateDirectory,
    proxy,
    tenant: tenant.value,
    secrets: createKeychain(keychainService),
    logger: createLogger(undefined),
    renderPage: (page) => renderLastPage(page, language),
  });
  return { accounts, tenant: tenant.value, keychainService };
}
