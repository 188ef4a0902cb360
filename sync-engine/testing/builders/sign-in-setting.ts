import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadlessBrowser } from '#dev-server/testing/headless-browser.ts';
import type { TestServer } from '#dev-server/testing/test-server.ts';
import type { SessionMemory } from '../../auth/kept-secrets.ts';
import type { Accounts, LastPage, SignInWish } from '../../auth/auth.ts';
import type { AccountState, AccountView, FoundServer, SignInEnd } from '../../core/model/account.ts';
import { createAccounts } from '../../engine/create-accounts.ts';
import { readTenant } from '../../engine/create-tenant.ts';
import type { Tenant } from '../../engine/create-tenant.ts';
import { JsonLinesLogger } from '../../logger/json-lines-logger.ts';
import { FailingSecretStore } from '../../secrets/failing-secret-store.ts';
import { MemorySecretStore } from '../../secrets/memory-secret-store.ts';

const NEVER = new AbortController().signal;

/** The people of every test server; anna is who signs in when nothing else is said. */
const ANNA = { name: 'anna', password: 'pw' };
export const BERND = { name: 'bernd', password: 'pw' };

/** How a sign-in differs from anna's with the browser. */
export interface SignInOptions {
  readonly wish?: SignInWish;
  readonly person?: typeof ANNA;
  readonly accountId?: AccountView['id'];
}

/** One person's computer: a state directory, a keychain and programs that share both. */
export class SignInSetting implements AsyncDisposable {
  readonly stateDirectory = mkdtempSync(join(tmpdir(), 'bayernbox-sign-in-'));
  readonly keychain = new MemorySecretStore();
  /** The same keychain, as the programs see it: it can be made to fail. */
  readonly secrets = new FailingSecretStore(this.keychain);
  readonly pages: LastPage[] = [];
  readonly #opened: Accounts[] = [];
  #log = '';

  get log(): string {
    return this.#log;
  }

  /** Starts another program. */
  open(tenant: Partial<Tenant> = {}, session?: SessionMemory): Accounts {
    const builtIn = readTenant(join(this.stateDirectory, 'none'));
    if (!builtIn.ok) throw new Error(builtIn.detail);
    const write = (line: string): unknown => (this.#log += line);
    const accounts = createAccounts({
      stateDirectory: this.stateDirectory,
      secrets: this.secrets,
      ...(session === undefined ? {} : { session }),
      tenant: { ...builtIn.value, ...tenant },
      logger: new JsonLinesLogger({ output: { write }, level: 'debug', nowMs: () => 0 }),
      renderPage: (page) => {
        this.pages.push(page);
        return `<p>${page.kind}</p>`;
      },
    });
    this.#opened.push(accounts);
    return accounts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const accounts of this.#opened) await accounts.close();
    rmSync(this.stateDirectory, { recursive: true, force: true });
  }
}

/** Looks at a test server that must be found. */
export async function find(accounts: Accounts, test: TestServer): Promise<FoundServer> {
  const detection = await accounts.detect(test.server.url, NEVER);
  if (detection.kind === 'failed') throw new Error(detection.code);
  return detection.server;
}

/** Signs in, with a browser where the wish says so. */
export async function signIn(accounts: Accounts, test: TestServer, options: SignInOptions = {}): Promise<SignInEnd> {
  const { wish = { kind: 'browser' }, person = ANNA, accountId } = options;
  const started = accounts.beginSignIn({ server: await find(accounts, test), wish, accountId });
  const address = await started.browserAddress;
  if (address !== undefined) await new HeadlessBrowser().signIn(address, person);
  return started.ended;
}

/** The account of a sign-in that must have succeeded. */
export async function getAccount(end: Promise<SignInEnd>): Promise<AccountView> {
  const ended = await end;
  if (ended.kind === 'failed') throw new Error(`${ended.code} ${ended.detail}`);
  return ended.account;
}

/** How a signed request of this account ends, sent as the transport does it: the status, or why it was not sent. */
export async function use(accounts: Accounts, account: AccountView, test: TestServer): Promise<number | string> {
  const source = accounts.authorizationOf(account.id);
  const header = await source.authorize();
  if (!header.ok) return header.error.code;
  const send = async (value: string): Promise<number> => {
    const headers = { Depth: '0', Authorization: value };
    return (await test.send({ method: 'PROPFIND', path: '/remote.php/webdav/', headers, credentials: '' })).status;
  };
  const status = await send(header.value);
  const renewed = await source.judge(header.value, status === 401);
  if (renewed === undefined) return status;
  if (!renewed.ok) return renewed.error.code;
  const second = await send(renewed.value);
  await source.judge(renewed.value, second === 401);
  return second;
}

/** The state of the first account. */
export function stateOf(accounts: Accounts): AccountState | undefined {
  return accounts.list()[0]?.state;
}
