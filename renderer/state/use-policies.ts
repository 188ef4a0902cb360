import type { Policies, PolicyName } from '#policies/policies.ts';
import { NO_POLICIES } from '#policies/policies.ts';
import { useAppState } from './use-folders.ts';

/** What the organisation has decided, for fields that have to show it. */
export interface KnownPolicies extends Policies {
  /** True: people cannot change it. Give it to a field as `isEnforced`, which says so and takes no input. */
  readonly isEnforced: (name: PolicyName) => boolean;
}

/** What the organisation has decided. The values themselves are in the settings already. */
export function usePolicies(): KnownPolicies {
  const policies = useAppState()?.organisation?.policies ?? NO_POLICIES;
  return { ...policies, isEnforced: (name) => name in policies.enforced };
}
