import { findBrandingFile, readBrandingOrNeutral } from '#branding/branding-file.ts';
import type { Branding } from '#branding/branding.ts';
import type { Organisation } from '#policies/policies.ts';
import { readOrganisation } from '../engine/create-organisation.ts';
import { tenantPathFor } from '../engine/create-tenant.ts';
import type { Tenant } from '../engine/create-tenant.ts';
import type { Language } from './messages.ts';
import { getUsageMessage } from './messages.ts';

/** What the organisation of this computer has decided, and where. */
export interface OrganisationRules {
  readonly organisation: Organisation;
  readonly tenant: Tenant;
  readonly branding: Branding;
  /** Its file, which need not be there. */
  readonly path: string;
}

/** Reads the rules; undefined when they cannot be followed, which is told on standard error. */
export function readRules(language: Language): OrganisationRules | undefined {
  const { branding } = readBrandingOrNeutral(findBrandingFile(process.env));
  const path = tenantPathFor(branding, process.env);
  const { tenant, organisation } = readOrganisation(path);
  if (organisation.problem === undefined) return { organisation, tenant, branding, path };
  process.stderr.write(
    `${getUsageMessage('tenant-unreadable', `${path}: ${organisation.problem.detail}`, language)}\n`,
  );
  return undefined;
}
