import { z } from 'zod';
import type { Answer, RequestName, RequestOutput } from './contract.ts';
import { requests } from './contract.ts';
import type { RequestContract } from './request-contract.ts';
import type { UserErrorCode } from './user-error.ts';
import { userErrorSchema } from './user-error.ts';

/** An answer before its value has been read. */
export const anyAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: userErrorSchema }),
]);
export type AnyAnswer = z.infer<typeof anyAnswerSchema>;

/** An answer that says no. */
export function refuseRequest(code: UserErrorCode): { readonly ok: false; readonly error: { code: UserErrorCode } } {
  return { ok: false, error: { code } };
}

/** Reads the answer to a request; one that breaks the contract is an `internal-error`. */
export function parseAnswer<Name extends RequestName>(name: Name, answer: unknown): Answer<RequestOutput<Name>> {
  const outer = anyAnswerSchema.safeParse(answer);
  if (!outer.success) return refuseRequest('internal-error');
  if (!outer.data.ok) return outer.data;
  const contract: RequestContract = requests[name];
  const value = contract.output.safeParse(outer.data.value);
  return value.success ? { ok: true, value: value.data as RequestOutput<Name> } : refuseRequest('internal-error');
}
