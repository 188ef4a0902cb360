import { userInfo } from 'node:os';
import { refuseAddress, refuseOneMoreAccount, refuseServer } from '#policies/policy-rules.ts';
import type { AccountView, Detection, FoundServer, SignInEnd } from '../../core/model/account.ts';
import type { Accounts, SignIn, SignInWish } from '../../auth/auth.ts';
import { findAccounts } from '../../engine/create-accounts.ts';
import type { AccountCommand } from './account-arguments.ts';
import {
  describeAccount,
  describeBrowserAddress,
  describeDetection,
  describeMove,
  describeNoAccounts,
  describeNoKeychain,
  describeSignedIn,
  describeSignOut,
  getSignInMessage,
} from './account-phrases.ts';
import { tellAccountsFault } from './accounts-fault-phrases.ts';
import { toExitCode } from '../exit-code.ts';
import type { Forbidden } from '../follow-rules.ts';
import { forbid, refuseNetwork, resolveNetwork } from '../follow-rules.ts';
import { tellForbidden } from '../forbidden-phrases.ts';
import type { JsonOutput } from '../json-output.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage, getUsageMessage } from '../messages.ts';
import { openAccounts } from './open-accounts.ts';
import { openBrowser } from './open-browser.ts';
import type { OrganisationRules } from '../organisation-rules.ts';
import { readRules } from '../organisation-rules.ts';
import { readSecret } from './password-input.ts';
import { toPrintable } from '../printable.ts';

export interface AccountCommandInput {
  readonly command: AccountCommand;
  readonly language: Language;
  readonly toRealPath: (path: string) => string;
  readonly signal: AbortSignal;
}

type Of<Kind extends AccountCommand['kind']> = Extract<AccountCommand, { readonly kind: Kind }>;

interface Running<Kind extends AccountCommand['kind']> {
  readonly command: Of<Kind>;
  readonly accounts: Accounts;
  readonly rules: OrganisationRules;
  readonly keychainService: string;
  readonly language: Language;
  readonly json: JsonOutput;
  readonly signal: AbortSignal;
}

/**
 * Runs `login`, `logout` and `accounts`. Ends with 0 when done, 2 for a wrong call or file, 3 when nobody was signed in,
 * 4 when the server, the keychain or the list of accounts cannot be used, 6 when the organisation does not allow it.
 */
export async function runAccountCommand(input: AccountCommandInput): Promise<number> {
  const { command, language, signal, toRealPath } = input;
  const rules = readRules(language);
  if (rules === undefined) return toExitCode({ kind: 'usage-error' });
  const { policies } = rules.organisation;
  const refused = refuseNetwork(command.network, policies);
  if (refused !== undefined) return tellForbidden(refused, rules, { language, isJson: command.isJson });
  const proxy = resolveNetwork(command.network, policies);
  const stateDirectory = command.stateFolder === undefined ? undefined : toRealPath(command.stateFolder);
  const { accounts, keychainService } = openAccounts(rules, { stateDirectory, language, proxy });
  const json = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
  const shared = { accounts, rules, keychainService, language, json, signal };
  try {
    const fault = accounts.findFault();
    if (fault !== undefined) return tellAccountsFault(fault, language, command.isJson ? json : undefined);
    switch (command.kind) {
      case 'login':
        return await login({ command, ...shared });
      case 'logout':
        return await logout({ command, ...shared });
      case 'accounts':
        return listAccounts({ command, ...shared });
      default:
        return command satisfies never;
    }
  } finally {
    await accounts.close();
  }
}

async function login(running: Running<'login'>): Promise<number> {
  const { command, accounts, language, signal, rules } = running;
  const { organisation } = rules;
  const { address } = command;
  const forbidden = forbid(address, refuseAddress(organisation, address));
  if (forbidden !== undefined) return tellForbidden(forbidden, rules, { language, isJson: command.isJson });
  const detection = await accounts.detect(command.address, signal);
  if (detection.kind === 'failed') return tellDetection(detection, running);
  const { server } = detection;
  if (server.movedFrom !== undefined) {
    complain(describeMove(server.movedFrom, server.displayAddress, language));
    if (command.isJson) running.json.write({ type: 'moved', from: server.movedFrom, to: server.address });
    return toExitCode({ kind: 'unavailable', code: 'server-unreachable' });
  }
  const renewed = findRenewed(server, running);
  const refused = refuseSignIn(server, renewed, running);
  if (refused !== undefined) return tellForbidden(refused, rules, { language, isJson: command.isJson });
  const wish = await readWish(server, running);
  if (wish === undefined) return toExitCode({ kind: 'usage-error' });
  const signIn = accounts.beginSignIn({
    server,
    wish,
    accountId: renewed?.id,
    ...(command.user === undefined ? {} : { userNameHint: command.user }),
  });
  const onAbort = (): void => signIn.cancel();
  signal.addEventListener('abort', onAbort, { once: true });
  await showBrowserAddress(signIn, running);
  return tellEnd(await signIn.ended, running);
}

/** Before anything secret is asked for: who answers may be another server than the one that was named. */
function refuseSignIn(
  { address }: FoundServer,
  renewed: AccountView | undefined,
  { accounts, rules: { organisation } }: Running<'login'>,
): Forbidden | undefined {
  const { length } = accounts.list();
  return (
    forbid(address, refuseServer(organisation, address)) ??
    forbid(String(length), renewed === undefined ? refuseOneMoreAccount(organisation, length) : undefined)
  );
}

/** A name says whose account it is; without one, the only account that waits for a sign-in is meant. */
function findRenewed(server: FoundServer, { accounts, command }: Running<'login'>): AccountView | undefined {
  const there = findAccounts(accounts.list(), server.address, command.user);
  const meant = command.user === undefined ? there.filter(({ state }) => state.kind === 'sign-in-needed') : there;
  return meant.length === 1 ? meant[0] : undefined;
}

/** A secret that was given is used; else the browser, where the server offers that; else the password is asked for. */
async function readWish(server: FoundServer, running: Running<'login'>): Promise<SignInWish | undefined> {
  const { command, language } = running;
  const hasBrowser = server.methods.some(({ kind }) => kind === 'oidc' || kind === 'oauth2');
  const secret = await readSecret({ isPasswordFromStdin: command.isPasswordFromStdin, language, mayAsk: !hasBrowser });
  switch (secret.kind) {
    case 'none':
      return { kind: 'browser' };
    case 'bearer-token':
      return { kind: 'token', token: secret.token };
    case 'password':
      return { kind: 'password', userName: command.user ?? userInfo().username, password: secret.password };
    case 'told':
      return undefined;
    default:
      return secret satisfies never;
  }
}

async function showBrowserAddress(signIn: SignIn, { command, language, json }: Running<'login'>): Promise<void> {
  const address = await signIn.browserAddress;
  if (address === undefined) return;
  if (command.isJson) json.write({ type: 'browser', address });
  complain(describeBrowserAddress(address, !command.isBrowserLeftAlone, language));
  if (!command.isBrowserLeftAlone) openBrowser(address);
}

async function tellEnd(end: SignInEnd, running: Running<'login'>): Promise<number> {
  const { command, accounts, language, json, signal } = running;
  if (end.kind === 'failed') {
    const { title, hint } = getSignInMessage(end.code, language);
    const who = end.wrongUser === undefined ? '' : `: ${end.wrongUser.actual} ≠ ${end.wrongUser.expected}`;
    complain(`${title}${who}. ${hint}`);
    if (command.isJson) json.write({ type: 'error', code: end.code, detail: end.detail });
    return toExitCode(toSignInEnd(end.code));
  }
  if (end.account.isKept === 'until-exit') {
    // This process ends now, and with it the only copy.
    await (end.isNew ? accounts.remove(end.account.id, signal) : accounts.signOut(end.account.id, signal));
    complain(describeNoKeychain(language));
    if (command.isJson) json.write({ type: 'error', code: 'keychain-missing' });
    return toExitCode({ kind: 'unavailable', code: 'local-access-denied' });
  }
  if (command.isJson) json.write({ type: 'signed-in', isNew: end.isNew, ...toJson(end.account) });
  else say(describeSignedIn(end.account, language));
  return toExitCode({ kind: 'in-sync' });
}

const NETWORK_CODES: ReadonlySet<string> = new Set(['server-unreachable', 'server-error', 'server-busy']);

function toSignInEnd(code: string): Parameters<typeof toExitCode>[0] {
  return NETWORK_CODES.has(code) ? { kind: 'unavailable', code: 'server-unreachable' } : { kind: 'sign-in-refused' };
}

function tellDetection(failed: Extract<Detection, { kind: 'failed' }>, running: Running<'login'>): number {
  const { command, language, json } = running;
  complain(describeDetection(failed, language));
  if (command.isJson) json.write({ type: 'error', code: failed.code, detail: failed.detail });
  return failed.code === 'address-unusable'
    ? toExitCode({ kind: 'usage-error' })
    : toExitCode({ kind: 'unavailable', code: 'server-unreachable' });
}

async function logout({
  command,
  accounts,
  keychainService,
  language,
  json,
  signal,
}: Running<'logout'>): Promise<number> {
  const all = accounts.list();
  const [account, other] = findAccounts(all, command.address, command.user);
  if (account === undefined || other !== undefined) {
    const problem = account === undefined ? 'account-unknown' : 'account-ambiguous';
    const subject = command.address ?? command.user;
    const isNone = account === undefined && subject === undefined;
    complain(isNone ? describeNoAccounts(language) : getUsageMessage(problem, subject ?? '', language));
    for (const one of all) complain(describeAccount(one, language));
    return toExitCode({ kind: 'usage-error' });
  }
  const end = await accounts.signOut(account.id, signal);
  if (command.isJson) json.write({ type: 'signed-out', id: account.id, ...end });
  else say(describeSignOut(account, { ...end, keychainService }, language));
  return toExitCode({ kind: 'in-sync' });
}

function listAccounts({ command, accounts, language, json }: Running<'accounts'>): number {
  const all = accounts.list();
  if (command.isJson) for (const account of all) json.write({ type: 'account', ...toJson(account) });
  else if (all.length === 0) complain(describeNoAccounts(language));
  else for (const account of all) say(describeAccount(account, language));
  const isSignInNeeded = all.some(({ state }) => state.kind === 'sign-in-needed');
  if (isSignInNeeded && !command.isJson) complain(getMessage('sign-in-needed', language).hint);
  return toExitCode({ kind: 'in-sync' });
}

function toJson(account: AccountView): Readonly<Record<string, unknown>> {
  const { id, serverAddress, serverKind, productName, userId, userName, displayName, method, state, isKept } = account;
  return {
    id,
    serverAddress,
    serverKind,
    productName,
    userId,
    userName,
    displayName,
    method: method.kind,
    state,
    isKept,
  };
}

function say(line: string): void {
  process.stdout.write(`${toPrintable(line)}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${toPrintable(line)}\n`);
}
