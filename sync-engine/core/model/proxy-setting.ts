/**
 * How the way to the server is found. Names of hosts, ports and users may be logged, passwords and whole addresses of
 * proxies never.
 */
export type ProxySetting =
  | { readonly kind: 'direct' }
  /** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as other programs read them; lower case goes first. */
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string | undefined>> }
  | {
      readonly kind: 'manual';
      readonly host: string;
      readonly port: number;
      readonly credentials: ProxyCredentials | undefined;
      /** Hosts that are reached directly: names, `.domain` for all below it, addresses and ranges of them. */
      readonly bypass: readonly string[];
    }
  /** The operating system's settings, scripts (PAC) included: whoever has a window asks the system (ADR 0012). */
  | { readonly kind: 'system'; readonly find: FindSystemProxy };

/** What a proxy wants to know before it lets a request pass. */
export interface ProxyCredentials {
  readonly userName: string;
  readonly password: string;
}

/** Answers in the words of `Session.resolveProxy`: `PROXY host:port; DIRECT`. Rejects when nothing could be found out. */
export type FindSystemProxy = (url: string) => Promise<string>;
