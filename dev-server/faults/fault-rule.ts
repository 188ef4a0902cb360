import { z } from 'zod';

/** What a rule does to a request it matches. Times in ms, sizes in bytes. */
export const faultEffectSchema = z.discriminatedUnion('kind', [
  /** The answer comes later. */
  z.strictObject({ kind: z.literal('latency'), latencyMs: z.number().int().min(0) }),
  /** The connection breaks and nothing has happened. */
  z.strictObject({ kind: z.literal('drop-before') }),
  /** The effect happens, then the connection breaks without an answer. */
  z.strictObject({ kind: z.literal('drop-after') }),
  /** The connection breaks inside the answer's body. */
  z.strictObject({ kind: z.literal('truncate'), afterBytes: z.number().int().min(0) }),
  /** This status and nothing happens. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    retryAfterSeconds: z.number().int().min(0).optional(),
    html: z.string().optional(),
    sabreException: z.string().optional(),
  }),
  /** Not one byte until `release` or the time is over; then the request goes on. */
  z.strictObject({ kind: z.literal('stall'), timeoutMs: z.number().int().min(0) }),
  /** The first PROPFIND answer of every URL and depth is repeated as long as the rule lives. */
  z.strictObject({ kind: z.literal('stale-listing') }),
  /** A multistatus ends, complete for HTTP, in the middle of its XML. */
  z.strictObject({ kind: z.literal('cut-multistatus') }),
  /** A multistatus says of everything whose size it tells that it is as large as this. */
  z.strictObject({ kind: z.literal('claim-sizes'), sizeBytes: z.number().int().min(0) }),
  /** A PROPFIND is answered for another depth: 0 for 1 and the other way round. */
  z.strictObject({ kind: z.literal('wrong-depth') }),
  /** Status and headers without the body. */
  z.strictObject({ kind: z.literal('strip-body') }),
  /** The item written by the matching request is in post-processing (425) for the next `reads` reads. */
  z.strictObject({ kind: z.literal('too-early'), reads: z.number().int().min(1) }),
]);

/** One rule. Without `times` it works for ever; `nth` skips the first n − 1 matches. */
export const faultRuleSchema = z.strictObject({
  /** Upper case; absent means every method. */
  method: z.string().optional(),
  /** Regular expression looked for in the decoded path. */
  path: z.string().optional(),
  nth: z.number().int().min(1).optional(),
  times: z.number().int().min(1).optional(),
  /** 0 to 1, decided by `seed`. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  effect: faultEffectSchema,
});

export type FaultEffect = z.infer<typeof faultEffectSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;
