import type { Accounts } from '../../auth/auth.ts';
import type { ProxyChoice } from '../../core/model/proxy-setting.ts';
import { createAccounts } from '../../engine/create-accounts.ts';
import { createLogger } from '../../engine/create-engine.ts';
import { createKeychain, toKeychainService } from '../../engine/create-keychain.ts';
import { renderLastPage } from './account-phrases.ts';
import type { Language } from '../messages.ts';
import { toProxySetting } from '../network-arguments.ts';
import type { OrganisationRules } from '../organisation-rules.ts';

/** The accounts of this person, and how their servers are reached. */
export interface OpenedAccounts {
  readonly accounts: Accounts;
  readonly proxy: ReturnType<typeof toProxySetting>;
  /** Under which name people find their secrets in the keychain. */
  readonly keychainService: string;
}

/** Opens the accounts. Takes the password of the proxy out of the environment. */
export function openAccounts(
  { tenant, branding }: OrganisationRules,
  options: { readonly stateDirectory: string | undefined; readonly language: Language; readonly proxy: ProxyChoice },
): OpenedAccounts {
  const { stateDirectory, language } = options;
  const proxy = toProxySetting(options.proxy, process.env);
  delete process.env['BAYERNBOX_PROXY_PASSWORD'];
  const keychainService = toKeychainService(branding);
  const accounts = createAccounts({
    stateDirectory,
    proxy,
    tenant,
    secrets: createKeychain(keychainService),
    logger: createLogger(undefined),
    renderPage: (page) => renderLastPage(page, language),
  });
  return { accounts, proxy, keychainService };
}
