import type { ClientRequestArgs } from 'node:http';
import { Agent } from 'node:https';
import type { AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { createSecureContext, getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import type { ConnectionOptions, SecureContext } from 'node:tls';

/** One certificate that is believed although nobody vouches for it. Comes from an administrator's file only. */
export interface PinnedCertificate {
  /** Name or address, without a port. */
  readonly host: string;
  /** SHA-256 of the whole certificate, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** What an organisation allows beyond https with a certificate of a known issuer. */
export interface TrustPolicy {
  readonly pinnedCertificates: readonly PinnedCertificate[];
  /** Plain http also beyond this machine. Names, passwords and files can then be read on the way. */
  readonly isHttpAllowed: boolean;
}

/** https only, and only with certificates that this computer knows. */
export const STRICT_TRUST: TrustPolicy = { pinnedCertificates: [], isHttpAllowed: false };

let trusted: SecureContext | undefined;

/**
 * Issuers that this computer trusts: those of its own store, group policies included, and those that came with Node.
 * Read once: reading hundreds of certificates for every connection would cost more than the connection.
 */
function getTrustedContext(): SecureContext {
  trusted ??= createSecureContext({ ca: listIssuers() });
  return trusted;
}

function listIssuers(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

let isForAll = false;

/**
 * Lets all of this process believe the same issuers. For proxies that are spoken to over TLS: Node's agents connect to
 * these by themselves and take no context for it.
 */
export function trustIssuersEverywhere(): void {
  if (!isForAll) setDefaultCACertificates(listIssuers());
  isForAll = true;
}

/** An agent for https to one host. */
export function createTlsAgent(hostname: string, policy: TrustPolicy, options: AgentOptions): Agent {
  const pins = policy.pinnedCertificates.filter(({ host }) => host.toLowerCase() === hostname.toLowerCase());
  const secure: AgentOptions = { ...options, secureContext: getTrustedContext(), rejectUnauthorized: true };
  // A proxy that is spoken to over TLS could not be told from the server itself, so there an exception does not count.
  const isProxyEncrypted = options.proxyEnv?.['HTTPS_PROXY']?.startsWith('https:') === true;
  return pins.length === 0 || isProxyEncrypted
    ? new Agent(secure)
    : new PinningAgent(secure, new Set(pins.map(toFingerprint)));
}

type OnConnection = (error: Error | null, stream: Duplex) => void;

/** Hands a connection over only after its certificate was looked at, so that not one byte goes to somebody else. */
class PinningAgent extends Agent {
  readonly #fingerprints: ReadonlySet<string>;

  constructor(options: AgentOptions, fingerprints: ReadonlySet<string>) {
    super(options);
    this.#fingerprints = fingerprints;
  }

  override createConnection(options: ClientRequestArgs & ConnectionOptions, onConnection?: OnConnection): undefined {
    const made = super.createConnection({ ...options, rejectUnauthorized: false }, (error, tunnel) =>
      error === null ? this.#takeWhenSecure(tunnel, onConnection) : onConnection?.(error, tunnel),
    );
    // Through a proxy this is the connection to the proxy, and the one to the server comes by the callback.
    if (made instanceof TLSSocket) this.#takeWhenSecure(made, onConnection);
    return undefined;
  }

  #takeWhenSecure(socket: Duplex, onConnection: OnConnection | undefined): void {
    if (!(socket instanceof TLSSocket)) throw new TypeError('a connection without TLS');
    const fail = (error: Error): void => onConnection?.(error, socket);
    const judge = (): void => {
      socket.off('error', fail);
      const fingerprint = normalise(socket.getPeerCertificate().fingerprint256);
      if (socket.authorized || this.#fingerprints.has(fingerprint)) {
        onConnection?.(null, socket);
        return;
      }
      socket.destroy();
      // Node keeps the code of OpenSSL here, whatever the type says.
      const code = String(socket.authorizationError);
      fail(Object.assign(new Error('the certificate is not the pinned one'), { code }));
    };
    socket.once('error', fail);
    if (socket.getPeerFinished() === undefined) socket.once('secureConnect', judge);
    else judge();
  }
}

function toFingerprint({ sha256 }: PinnedCertificate): string {
  return normalise(sha256);
}

function normalise(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
