import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { clientRegistrationsSchema } from '../auth/client-registration.ts';
import type { ClientRegistration, ClientRegistrations } from '../auth/client-registration.ts';
import { STRICT_TRUST } from '../transport/http/tls-trust.ts';
import type { TrustPolicy } from '../transport/http/tls-trust.ts';

/** What an organisation has decided for all its computers. People cannot change it with a click. */
export interface Tenant {
  readonly registrations: ClientRegistrations;
  readonly trust: TrustPolicy;
  /** What it has decided about settings; read by whoever knows them. */
  readonly policies: unknown;
}

/** The organisation's file, or why it cannot be followed. Ignoring a rule that cannot be read would break it. */
export type TenantResult =
  | { readonly ok: true; readonly value: Tenant }
  | { readonly ok: false; readonly path: string; readonly detail: string };

const tenantSchema = z
  .object({
    signIn: clientRegistrationsSchema,
    trust: z
      .object({
        pinnedCertificates: z.array(
          z
            .object({
              host: z.string().min(1),
              sha256: z.string().regex(/^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i),
            })
            .strict(),
        ),
        isHttpAllowed: z.boolean(),
      })
      .partial()
      .strict(),
    policies: z.unknown(),
  })
  .partial()
  .strict();

/** Names of directories that belong to one product. */
export interface ProductNames {
  readonly productName: string;
  readonly executableName: string;
}

/** Where the organisation's file is; `BAYERNBOX_TENANT_FILE` names another one. */
export function tenantPathFor(names: ProductNames, environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment['BAYERNBOX_TENANT_FILE'];
  if (named !== undefined && named !== '') return named;
  if (process.platform === 'win32') {
    return join(environment['ProgramData'] ?? 'C:\\ProgramData', names.productName, 'tenant.json');
  }
  return process.platform === 'darwin'
    ? `/Library/Application Support/${names.productName}/tenant.json`
    : `/etc/${names.executableName}/tenant.json`;
}

/** Reads the organisation's file. Where there is none, everything is as it is built in. */
export function readTenant(path: string): TenantResult {
  try {
    const text = readText(path);
    if (text === undefined) return { ok: true, value: BUILT_IN_TENANT };
    const parsed = tenantSchema.safeParse(JSON.parse(text));
    return parsed.success
      ? { ok: true, value: toTenant(parsed.data) }
      : { ok: false, path, detail: z.prettifyError(parsed.error) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, path, detail: 'not JSON' };
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { ok: false, path, detail: 'not UTF-8' };
    if (error instanceof Error && 'code' in error) return { ok: false, path, detail: String(error.code) };
    throw error;
  }
}

function toTenant({ signIn = {}, trust = {}, policies = {} }: z.infer<typeof tenantSchema>): Tenant {
  return {
    registrations: { oidc: withoutGaps(signIn.oidc ?? {}), oauth2: withoutGaps(signIn.oauth2 ?? {}) },
    trust: {
      pinnedCertificates: trust.pinnedCertificates ?? STRICT_TRUST.pinnedCertificates,
      isHttpAllowed: trust.isHttpAllowed ?? STRICT_TRUST.isHttpAllowed,
    },
    policies,
  };
}

/** Of an organisation that has decided nothing. */
export const BUILT_IN_TENANT: Tenant = toTenant({});

function withoutGaps(
  registration: NonNullable<z.infer<typeof clientRegistrationsSchema>['oidc']>,
): Partial<ClientRegistration> {
  return Object.fromEntries(Object.entries(registration).filter(([, value]) => value !== undefined));
}

function readText(path: string): string | undefined {
  try {
    // Takes away the mark that editors of Windows put before a text.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}
