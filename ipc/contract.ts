import type { z } from 'zod';
import { hostRequests } from './host-requests.ts';
import type { RequestContract } from './request-contract.ts';
import { shellRequests } from './shell-requests.ts';
import type { UserError } from './user-error.ts';

/** Everything that a window can ask for. */
export const requests = { ...hostRequests, ...shellRequests };

export type RequestName = keyof typeof requests;
export type HostRequestName = keyof typeof hostRequests;
export type ShellRequestName = keyof typeof shellRequests;

/** What is sent, as the receiver reads it. */
export type RequestInput<Name extends RequestName> = z.output<(typeof requests)[Name]['input']>;
/** What comes back when it went well. */
export type RequestOutput<Name extends RequestName> = z.output<(typeof requests)[Name]['output']>;

/** How a request ended. A promise of an answer is never rejected. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: UserError };

/** True for names of the engine host's requests. */
export function isHostRequest(name: string): name is HostRequestName {
  return Object.hasOwn(hostRequests, name);
}

/** True for every name of the contract; inherited names of objects are none. */
function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** A request that names what it wants and carries what the contract asks for. */
export type ParsedRequest = {
  readonly [Name in RequestName]: { readonly name: Name; readonly input: RequestInput<Name> };
}[RequestName];

/** Reads a request from another process; undefined when it is not in the contract. */
export function parseRequest(name: unknown, input: unknown): ParsedRequest | undefined {
  if (typeof name !== 'string' || !isRequestName(name)) return undefined;
  const contract: RequestContract = requests[name];
  const parsed = contract.input.safeParse(input);
  return parsed.success ? ({ name, input: parsed.data } as ParsedRequest) : undefined;
}
