/**
 * How the way to the server is found. Names of hosts, ports and users may be logged, passwords and whole addresses of
 * proxies never.
 */
export type ProxySetting =
  | FixedProxySetting
  /** What a person chooses in a window: asked before each request. The same promise again: nothing has changed. */
  | { readonly kind: 'changing'; readonly current: () => Promise<FixedProxySetting> };

/** A setting that stays as it is. */
export type FixedProxySetting =
  | { readonly kind: 'direct' }
  /** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as other programs read them; lower case goes first. */
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string | undefined>> }
  | (ManualProxy & { readonly kind: 'manual'; readonly credentials: ProxyCredentials | undefined })
  /** The operating system's settings, scripts (PAC) included: whoever has a window asks the system (ADR 0012). */
  | { readonly kind: 'system'; readonly find: FindSystemProxy };

/** A proxy that somebody named. */
export interface ManualProxy {
  /** How the proxy itself is spoken to. */
  readonly scheme: 'http' | 'https';
  /** A name or an address; of version 6 in brackets. */
  readonly host: string;
  readonly port: number;
  /** Hosts that are reached directly: names, `.domain` for all below it, addresses and ranges of them, `<local>`. */
  readonly bypass: readonly string[];
}

/** What a proxy wants to know before it lets a request pass. */
export interface ProxyCredentials {
  readonly userName: string;
  readonly password: string;
}

/** What a person chooses. The password is not among it: it is kept where passwords are. */
export type ProxyChoice =
  | { readonly kind: 'system' | 'direct' }
  | (ManualProxy & { readonly kind: 'manual'; readonly userName?: string | undefined });

/** Answers in the words of `Session.resolveProxy`: `PROXY host:port; DIRECT`. Rejects when nothing could be found out. */
export type FindSystemProxy = (url: string) => Promise<string>;
