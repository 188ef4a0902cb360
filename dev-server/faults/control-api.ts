import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import { readTextBody } from '../http/request-body.ts';
import type { ServerContext } from '../server-context.ts';
import type { FaultControl } from './fault-control.ts';
import { faultRuleSchema } from './fault-rule.ts';

const settingsSchema = z.strictObject({
  maintenance: z.boolean().optional(),
  readOnlyPaths: z.array(z.string()).optional(),
  /** `null` takes the override back. */
  quotaBytes: z.number().int().min(0).nullable().optional(),
  dataFingerprint: z.string().optional(),
  /** How signing in with a browser behaves from now on. */
  signIn: z
    .strictObject({
      accessTokenSeconds: z.number().int().min(1),
      rotation: z.enum(['lenient', 'strict', 'none']),
      refresh: z.enum(['works', 'refused']),
      hasRevocation: z.boolean(),
    })
    .partial()
    .optional(),
});

/** What can be changed while the server runs. */
type Controlled = Pick<ServerContext, 'faults' | 'signIn'>;

const CONTROL_PATH = '_dev/faults';

/** Whether this request is for the fault port. */
export function isControlPath(exchange: Exchange): boolean {
  const path = exchange.segments?.join('/') ?? '';
  return path === CONTROL_PATH || path.startsWith(`${CONTROL_PATH}/`);
}

/**
 * `/_dev/faults`: GET lists the rules, POST adds one, PUT sets maintenance, read-only paths, quota, fingerprint and
 * sign-in, DELETE clears all faults; `/_dev/faults/<id>` DELETE removes one rule, `/_dev/faults/release` POST lets
 * stalled requests go, `/_dev/faults/drop-access-tokens` POST makes all access tokens bad.
 * Every request needs `Authorization: Bearer <control token>`.
 */
export async function answerControl(
  { faults, signIn }: Controlled,
  controlToken: string,
  exchange: Exchange,
): Promise<Answer> {
  if (!isSame(headerOf(exchange, 'Authorization') ?? '', `Bearer ${controlToken}`)) return emptyAnswer(401);
  const [, , item] = exchange.segments ?? [];
  if (item === 'release' && exchange.method === 'POST') {
    faults.release();
    return emptyAnswer(204);
  }
  if (item === 'drop-access-tokens' && exchange.method === 'POST') {
    signIn.dropAccessTokens();
    return emptyAnswer(204);
  }
  if (item !== undefined) return removeRule(faults, exchange, item);
  switch (exchange.method) {
    case 'GET':
      return jsonAnswer(200, { rules: faults.list(), stalledRequests: faults.stalledRequests });
    case 'POST':
      return addRule(faults, await readJson(exchange));
    case 'PUT':
      return applySettings({ faults, signIn }, await readJson(exchange));
    case 'DELETE':
      faults.clear();
      return emptyAnswer(204);
    default:
      return emptyAnswer(405);
  }
}

function removeRule(faults: FaultControl, exchange: Exchange, item: string): Answer {
  if (exchange.method !== 'DELETE' || !/^\d+$/u.test(item)) return emptyAnswer(404);
  faults.remove(Number(item));
  return emptyAnswer(204);
}

function addRule(faults: FaultControl, document: unknown): Answer {
  const rule = faultRuleSchema.safeParse(document);
  if (!rule.success) return jsonAnswer(400, { problem: z.prettifyError(rule.error) });
  try {
    return jsonAnswer(201, { id: faults.add(rule.data) });
  } catch (error) {
    if (error instanceof SyntaxError) return jsonAnswer(400, { problem: 'path is not a regular expression' });
    throw error;
  }
}

function applySettings({ faults, signIn }: Controlled, document: unknown): Answer {
  const settings = settingsSchema.safeParse(document);
  if (!settings.success) return jsonAnswer(400, { problem: z.prettifyError(settings.error) });
  const { maintenance, readOnlyPaths, quotaBytes, dataFingerprint } = settings.data;
  if (maintenance !== undefined) faults.setMaintenance(maintenance);
  if (readOnlyPaths !== undefined) faults.setReadOnlyPaths(readOnlyPaths);
  if (quotaBytes !== undefined) faults.setQuotaBytes(quotaBytes ?? undefined);
  if (dataFingerprint !== undefined) faults.setDataFingerprint(dataFingerprint);
  Object.assign(signIn.settings, settings.data.signIn);
  return emptyAnswer(204);
}

async function readJson(exchange: Exchange): Promise<unknown> {
  const body = await readTextBody(exchange.request);
  if (body.kind !== 'text') return undefined;
  try {
    return JSON.parse(body.text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
