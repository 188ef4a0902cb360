import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Organisation } from '#policies/policies.ts';
import { NO_POLICIES, policiesSchema } from '#policies/policies.ts';
import type { Tenant } from './create-tenant.ts';
import { BUILT_IN_TENANT, readTenant } from './create-tenant.ts';

/** What the organisation's file says, in its two halves: who is trusted, and what is decided about settings. */
export interface FoundOrganisation {
  readonly tenant: Tenant;
  readonly organisation: Organisation;
}

/**
 * Reads the organisation's file. One that cannot be followed is told in words, and nothing is synced: to go on without
 * its rules would break them. Never throws for what is in the file.
 */
export function readOrganisation(path: string): FoundOrganisation {
  const read = readTenant(path);
  if (!read.ok) return refuse(path, read.detail);
  const policies = policiesSchema.safeParse(read.value.policies);
  return policies.success
    ? { tenant: read.value, organisation: { policies: policies.data } }
    : refuse(path, z.prettifyError(policies.error));
}

function refuse(path: string, detail: string): FoundOrganisation {
  return { tenant: BUILT_IN_TENANT, organisation: { policies: NO_POLICIES, problem: { path, detail } } };
}

/** How long a change of the file may go unnoticed. REQ-68 allows a minute. */
const CHECK_MS = 15_000;

/** Calls `onChange` once when the file says something else than now, appears, or goes away. Stops with the process. */
export function watchOrganisationFile(path: string, onChange: () => void, checkMs = CHECK_MS): void {
  const before = readOrNothing(path);
  const timer = setInterval(() => {
    if (readOrNothing(path) === before) return;
    clearInterval(timer);
    onChange();
  }, checkMs);
  timer.unref();
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there, or not for us: what that means, `readOrganisation` says.
    return undefined;
  }
}
