import type { Answer, HostRequestName, RequestInput, RequestOutput } from '#ipc/contract.ts';
import type { HolderView, UserErrorCode } from '#ipc/user-error.ts';

/** How the engine host answers one request. Runs beside others. */
export type Handler<Name extends HostRequestName> = (
  input: RequestInput<Name>,
) => Promise<Answer<RequestOutput<Name>>> | Answer<RequestOutput<Name>>;

/** Handlers of a group of requests. */
export type Handlers<Names extends HostRequestName> = { readonly [Name in Names]: Handler<Name> };

/** What every failure of the engine has. */
interface Failure {
  readonly code: UserErrorCode;
  readonly heldBy?: HolderView;
}

/** It went well. */
export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** It did not happen, and why. What only logs may know stays here. */
export function fail({ code, heldBy }: Failure): Answer<never> {
  return { ok: false, error: { code, ...(heldBy === undefined ? {} : { heldBy }) } };
}
