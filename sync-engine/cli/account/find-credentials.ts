import { userInfo } from 'node:os';
import type { ProxyChoice } from '../../core/model/proxy-setting.ts';
import { findAccounts } from '../../engine/create-accounts.ts';
import type { EngineOptions } from '../../engine/create-engine.ts';
import { tellAccountsFault } from './accounts-fault-phrases.ts';
import type { Language } from '../messages.ts';
import { getUsageMessage } from '../messages.ts';
import { openAccounts } from './open-accounts.ts';
import type { OrganisationRules } from '../organisation-rules.ts';
import { readSecret } from './password-input.ts';

/** How a command signs in, what the organisation lets it trust, and how the server is reached. */
export type FoundCredentials = Pick<EngineOptions, 'credentials'> & Required<Pick<EngineOptions, 'trust' | 'proxy'>>;

/**
 * A secret that was given, else the account that has signed in to this server, else a person is asked. Undefined after
 * saying why there is none.
 */
export async function findCredentials(
  rules: OrganisationRules,
  command: {
    readonly serverUrl: string;
    readonly user: string | undefined;
    readonly isPasswordFromStdin: boolean;
    readonly stateDirectory: string | undefined;
    readonly language: Language;
    readonly proxy: ProxyChoice;
  },
): Promise<FoundCredentials | undefined> {
  const { serverUrl, user, isPasswordFromStdin, language } = command;
  const { accounts, proxy } = openAccounts(rules, command);
  const { trust } = rules.tenant;
  const [account, other] = findAccounts(accounts.list(), serverUrl, user);
  const fault = accounts.findFault();
  // A secret that was given needs no account. Nobody is asked for one where an account may have it.
  const mayAsk = account === undefined && fault === undefined;
  const secret = await readSecret({ isPasswordFromStdin, language, mayAsk });
  const found = (credentials: EngineOptions['credentials']): FoundCredentials => ({ credentials, trust, proxy });
  switch (secret.kind) {
    case 'none':
      if (account !== undefined && other === undefined)
        return found({ kind: 'account', authorization: accounts.authorizationOf(account.id) });
      if (fault !== undefined) tellAccountsFault(fault, language, undefined);
      else process.stderr.write(`${getUsageMessage('account-ambiguous', serverUrl, language)}\n`);
      return undefined;
    case 'bearer-token':
      return found({ kind: 'bearer', token: secret.token });
    case 'password':
      return found({ kind: 'basic', userName: user ?? userInfo().username, password: secret.password });
    case 'told':
      return undefined;
    default:
      return secret satisfies never;
  }
}
