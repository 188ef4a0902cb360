import { inspect } from 'node:util';
import type { Result } from '../core/model/sync-error.ts';

/** How a person or device proves who it is. `password` may be an app password or app token. */
export type CredentialsData =
  | { readonly kind: 'basic'; readonly userName: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

const HIDDEN = '[credentials]';

/**
 * Holds a secret in memory and renders it for one purpose only: the Authorization header. JSON, `util.inspect`, string
 * conversion and enumeration show a placeholder, so that a log of an object that holds it stays clean.
 * @see RFC 7617, RFC 6750
 */
export class Credentials {
  readonly #header: string;

  /** Throws a RangeError, without the value, on signs that could break out of the header. */
  constructor(data: CredentialsData) {
    this.#header = renderHeader(data);
  }

  /** Value of the Authorization header. Never log it. */
  authorizationHeader(): string {
    return this.#header;
  }

  /** Always the same header: what never changes needs no renewal. */
  authorize(): Result<string> {
    return { ok: true, value: this.#header };
  }

  /** A refusal stands: asking again with the same header would only count against the account. */
  judge(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  toJSON(): string {
    return HIDDEN;
  }

  toString(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

function renderHeader(data: CredentialsData): string {
  switch (data.kind) {
    case 'basic': {
      // RFC 7617 §2: the first colon ends the user name.
      if (data.userName.includes(':')) throw new RangeError('a user name with a colon cannot be sent');
      return `Basic ${Buffer.from(`${data.userName}:${data.password}`, 'utf8').toString('base64')}`;
    }
    case 'bearer': {
      if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(data.token)) throw new RangeError('not a bearer token');
      return `Bearer ${data.token}`;
    }
    default:
      return data satisfies never;
  }
}
