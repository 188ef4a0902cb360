import { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent, AgentOptions } from 'node:https';
import type { FixedProxySetting, ProxySetting } from '../../core/model/proxy-setting.ts';
import { MAX_WIDTH } from './host-gate.ts';
import type { ProxyVariables } from './proxy.ts';
import { findProxy } from './proxy.ts';
import { createTlsAgent, STRICT_TRUST, trustIssuersEverywhere } from './tls-trust.ts';
import type { TrustPolicy } from './tls-trust.ts';

/** Pools of kept-alive connections over one way to the server. */
export interface AgentPair {
  readonly httpAgent: HttpAgent;
  /** Only for a server that is spoken to over TLS. */
  readonly httpsAgent: HttpsAgent | undefined;
  /** Through a proxy, which the agents know; else nothing in the environment may put one in the way. */
  readonly isProxied: boolean;
}

/** The connections of one client. */
export interface HttpAgents {
  /** The pools for the way that is right now; undefined when the proxy that is set is none. Never rejects. */
  find(): Promise<AgentPair | undefined>;
  close(): void;
}

/** Below the usual limits of servers and proxies, so that an idle connection is closed by us and not under a request. */
const IDLE_CONNECTION_MS = 15_000;

/**
 * When the system begins to ask whether an idle connection still stands: the time that axios sets for each request. Were
 * they two, each request would set both, with eight system calls.
 */
const KEEP_ALIVE_MS = 60_000;

/**
 * Idle connections that a sync folder keeps: as many as the host gate lets all of them use at a time. To open one takes
 * longer than a small request, and with TLS several times as long.
 */
const MAX_IDLE_CONNECTIONS = MAX_WIDTH;

/** A computer that was carried elsewhere has other proxies: what was found counts for so long. */
const LOOK_AGAIN_MS = 30_000;

/** Opens connections to one origin, directly or through the proxy that the setting names. */
export function createHttpAgents(setting: ProxySetting, origin: string, trust = STRICT_TRUST): HttpAgents {
  const pairs = new Map<string, AgentPair>();
  const current = toCurrent(setting);
  let last: Look | undefined;
  const look = async (wanted: Promise<FixedProxySetting>): Promise<AgentPair | undefined> => {
    const way = await findWay(wanted, origin);
    if (way === 'unusable') return undefined;
    const { variables } = way;
    const key = JSON.stringify(variables ?? '');
    const pair = pairs.get(key) ?? createPair(variables, (options) => createTlsAgentFor(origin, trust, options));
    pairs.set(key, pair);
    return pair;
  };
  return {
    find() {
      const nowMs = performance.now();
      const wanted = current();
      if (last?.wanted !== wanted || nowMs - last.askedAtMs > LOOK_AGAIN_MS)
        last = { wanted, pair: look(wanted), askedAtMs: nowMs };
      return last.pair;
    },
    close() {
      for (const { httpAgent, httpsAgent } of pairs.values()) {
        httpAgent.destroy();
        httpsAgent?.destroy();
      }
    },
  };
}

/** What was found at one time for one setting. */
interface Look {
  readonly wanted: Promise<FixedProxySetting>;
  readonly pair: Promise<AgentPair | undefined>;
  readonly askedAtMs: number;
}

/** Never directly where a proxy is set: that would go around it, and say that it is used. */
async function findWay(
  wanted: Promise<FixedProxySetting>,
  origin: string,
): Promise<{ readonly variables: ProxyVariables | undefined } | 'unusable'> {
  try {
    return { variables: await findProxy(await wanted, origin) };
  } catch {
    // The words of this error hold the whole address, with its password.
    return 'unusable';
  }
}

function toCurrent(setting: ProxySetting): () => Promise<FixedProxySetting> {
  if (setting.kind === 'changing') return setting.current;
  const fixed = Promise.resolve(setting);
  return () => fixed;
}

/** Reading the trusted issuers takes a moment that a server on this very machine need not pay. */
function createTlsAgentFor(origin: string, trust: TrustPolicy, options: AgentOptions): HttpsAgent | undefined {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' ? createTlsAgent(hostname, trust, options) : undefined;
}

function createPair(
  variables: ProxyVariables | undefined,
  createHttpsAgent: (options: AgentOptions) => HttpsAgent | undefined,
): AgentPair {
  const { HTTP_PROXY = '', HTTPS_PROXY = '' } = variables ?? {};
  if ([HTTP_PROXY, HTTPS_PROXY].some((url) => url.startsWith('https:'))) trustIssuersEverywhere();
  const options = {
    keepAlive: true,
    keepAliveMsecs: KEEP_ALIVE_MS,
    maxFreeSockets: MAX_IDLE_CONNECTIONS,
    timeout: IDLE_CONNECTION_MS,
    ...(variables === undefined ? {} : { proxyEnv: { ...variables } }),
  };
  return {
    httpAgent: new HttpAgent(options),
    httpsAgent: createHttpsAgent(options),
    isProxied: variables !== undefined,
  };
}
