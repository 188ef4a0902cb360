import type { SecretVault, SessionMemory } from '../auth/kept-secrets.ts';
import { KeptSecrets } from '../auth/kept-secrets.ts';
import type {
  FindSystemProxy,
  FixedProxySetting,
  ProxyChoice,
  ProxyCredentials,
  ProxySetting,
} from '../core/model/proxy-setting.ts';
import type { Logger } from '../logger/logger.ts';
import { ENVIRONMENT_PROXY } from './create-account-network.ts';
import { readNetwork } from './network.ts';

/** Where the password of the proxy is. `unreadable`: there may be one, but the keychain does not tell it now. */
export type ProxyPasswordPlace = 'missing' | 'in-keychain' | 'until-exit' | 'unreadable';

/** The proxy that a person has chosen. */
export interface ChosenProxy {
  /** For everything that goes to a server; a choice holds from the next request on. */
  readonly setting: ProxySetting;
  /** What was chosen in an earlier life of the program. */
  recall(choice: ProxyChoice): void;
  /**
   * Chooses anew. Without a new password the one before is kept while it goes to the same proxy under the same name, and
   * forgotten otherwise: it must not be shown to somebody else. Choices are made in the order of the calls.
   */
  choose(choice: ProxyChoice, password: string | undefined): Promise<void>;
  findPassword(): Promise<ProxyPasswordPlace>;
}

export interface ChosenProxyOptions {
  /** The system's settings; the environment where nobody can ask the system. */
  readonly findSystemProxy: FindSystemProxy | undefined;
  readonly logger: Logger;
  /** The keychain. */
  readonly secrets: SecretVault;
  readonly session?: SessionMemory;
  /** A text that changes when this computer is on another network; the addresses of this computer when absent. */
  readonly readNetwork?: () => string;
  readonly monotonicMs?: () => number;
}

/** Listing the addresses of a computer takes a moment on some systems. */
const CHECK_NETWORK_MS = 1_000;

/** A keychain that was locked may be open now; more often would ask a person again and again. */
const TRY_KEYCHAIN_MS = 60_000;

/** Until `recall` or `choose` the system's settings hold. */
export function createChosenProxy(options: ChosenProxyOptions): ChosenProxy {
  return new Chosen(options);
}

class Chosen implements ChosenProxy {
  readonly setting: ProxySetting = { kind: 'changing', current: () => this.#current() };
  readonly #options: ChosenProxyOptions;
  readonly #secrets: KeptSecrets;
  readonly #readNetwork: () => string;
  readonly #monotonicMs: () => number;
  #choice: ProxyChoice = { kind: 'system' };
  #found: Promise<FixedProxySetting> | undefined;
  #isUnreadable = false;
  /** Ends when all choices so far have been made. */
  #chosen: Promise<void> = Promise.resolve();
  #network = '';
  #lookAgainAtMs = 0;

  constructor(options: ChosenProxyOptions) {
    this.#options = options;
    this.#readNetwork = options.readNetwork ?? readNetwork;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#secrets = new KeptSecrets({
      vault: options.secrets,
      // Nobody renews this one: two programs cannot get in each other's way.
      exclusively: (_name, act) => act(),
      session: options.session,
      onFailure: (failure, detail) => options.logger.warn('keychain-not-used', { failure, detail }),
    });
  }

  recall(choice: ProxyChoice): void {
    this.#choice = choice;
    this.#isUnreadable = false;
    this.#found = undefined;
  }

  /** One after the other: a keychain that asks its person must not let an older choice win. */
  choose(choice: ProxyChoice, password: string | undefined): Promise<void> {
    const choosing = this.#chosen.then(() => this.#choose(choice, password));
    this.#chosen = choosing.catch(() => {});
    return choosing;
  }

  async #choose(choice: ProxyChoice, password: string | undefined): Promise<void> {
    const [before, signIn] = [findSignIn(this.#choice), findSignIn(choice)];
    if (signIn !== undefined && password !== undefined)
      await this.#secrets.save(signIn.key, { kind: 'password', userName: signIn.userName, password });
    if (before !== undefined && before.key !== signIn?.key) await this.#secrets.remove(before.key);
    this.recall(choice);
  }

  async findPassword(): Promise<ProxyPasswordPlace> {
    const signIn = findSignIn(this.#choice);
    if (signIn === undefined) return 'missing';
    if (this.#secrets.isInMemoryOnly(signIn.key)) return 'until-exit';
    const { kind } = await this.#secrets.load(signIn.key);
    return kind === 'found' ? 'in-keychain' : kind;
  }

  #current(): Promise<FixedProxySetting> {
    const nowMs = this.#monotonicMs();
    if (this.#found !== undefined && nowMs < this.#lookAgainAtMs) return this.#found;
    this.#lookAgainAtMs = nowMs + CHECK_NETWORK_MS;
    const network = this.#readNetwork();
    const isElsewhere = this.#choice.kind === 'system' && network !== this.#network;
    this.#network = network;
    if (this.#found === undefined || isElsewhere || this.#isUnreadable) this.#found = this.#find(this.#choice);
    return this.#found;
  }

  async #find(choice: ProxyChoice): Promise<FixedProxySetting> {
    switch (choice.kind) {
      case 'system': {
        const { findSystemProxy: find } = this.#options;
        return find === undefined ? ENVIRONMENT_PROXY : { kind: 'system', find };
      }
      case 'direct':
        return { kind: 'direct' };
      case 'manual':
        return { ...choice, credentials: await this.#readCredentials(choice) };
      default:
        return choice satisfies never;
    }
  }

  /** Without the password the proxy says itself what it wants. */
  async #readCredentials(choice: ProxyChoice): Promise<ProxyCredentials | undefined> {
    const signIn = findSignIn(choice);
    if (signIn === undefined) return undefined;
    const loaded = await this.#secrets.load(signIn.key);
    this.#isUnreadable = loaded.kind === 'unreadable';
    if (this.#isUnreadable) this.#lookAgainAtMs = this.#monotonicMs() + TRY_KEYCHAIN_MS;
    if (loaded.kind !== 'found' || loaded.secret.kind !== 'password') return undefined;
    return { userName: signIn.userName, password: loaded.secret.password };
  }
}

/**
 * Who signs in where, with the name of the entry in the keychain: another proxy or another name is another entry, so
 * that no password gets to either, whatever becomes of an old entry.
 */
function findSignIn(choice: ProxyChoice): { readonly userName: string; readonly key: string } | undefined {
  if (choice.kind !== 'manual' || choice.userName === undefined) return undefined;
  const { scheme, host, port, userName } = choice;
  return { userName, key: `proxy ${scheme}://${encodeURIComponent(userName)}@${host.toLowerCase()}:${port}` };
}
