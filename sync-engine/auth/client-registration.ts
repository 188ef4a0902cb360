import { z } from 'zod';

/** As which program this one introduces itself to a sign-in service. A secret in it is no secret: all copies have it. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  /** Name under which this computer is registered as the way back. */
  readonly redirectHost: '127.0.0.1' | 'localhost';
  /** Ports that are registered; none: any will do. */
  readonly redirectPorts: readonly number[];
}

/** Which registration is used where. Comes from the organisation's file; what is missing there is built in. */
export interface ClientRegistrations {
  readonly oidc: Partial<ClientRegistration>;
  readonly oauth2: Partial<ClientRegistration>;
}

const registrationSchema = z
  .object({
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    scopes: z.string().min(1),
    redirectHost: z.enum(['127.0.0.1', 'localhost']),
    redirectPorts: z.array(z.int().min(1024).max(65_535)).readonly(),
  })
  .partial()
  .strict();

/** Shape of the organisation's file, as far as sign-in goes. */
export const clientRegistrationsSchema = z
  .object({ oidc: registrationSchema, oauth2: registrationSchema })
  .partial()
  .strict();

/** Every ownCloud server knows this program id and its published secret. */
const OWNCLOUD = {
  clientId: 'xdXOt13JKxym1B1QcEncf2XDkLAexMBFwiT9j6EfhhHFJhs2KM9jbjTmf8JBXE69',
  clientSecret: 'UBntmLjC2yYCeHwsyj73Uwo9TAaecAetRwMw0xYcvNL9yRdLSUi0hUAHfvCHFeFh',
} as const;
/** Every OpenCloud server knows this one, which has no secret. */
const OPENCLOUD = { clientId: 'OpenCloudDesktop', clientSecret: undefined } as const;

/** The registration for one server. Pure. */
export function chooseRegistration(
  configured: Partial<ClientRegistration>,
  server: { readonly method: 'oidc' | 'oauth2'; readonly productName: string },
): ClientRegistration {
  const builtIn = /opencloud/i.test(server.productName) ? OPENCLOUD : OWNCLOUD;
  const isOidc = server.method === 'oidc';
  return {
    // Only as a pair: an id of the organisation's own never goes with a secret that is built in.
    ...(configured.clientId === undefined
      ? builtIn
      : { clientId: configured.clientId, clientSecret: configured.clientSecret }),
    scopes: configured.scopes ?? (isOidc ? 'openid offline_access email profile' : ''),
    // An address cannot be claimed by another machine; ownCloud 10, though, has only the name in its table.
    redirectHost: configured.redirectHost ?? (isOidc ? '127.0.0.1' : 'localhost'),
    redirectPorts: configured.redirectPorts ?? [],
  };
}
