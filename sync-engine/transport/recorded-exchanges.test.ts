import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isName } from '../core/model/relative-path.ts';
import { parseHref } from './dav-path.ts';
import { parseErrorBody } from './http/error-body.ts';
import { toListing } from './listings/listing.ts';
import { parseMultistatus } from './listings/multistatus-parser.ts';
import { splitEvents } from './push-events.ts';
import { toAnswerError } from './http/status-outcome.ts';

const exchangeSchema = z.object({
  from: z.string(),
  method: z.string(),
  path: z.string(),
  depth: z.string().optional(),
  status: z.number(),
  body: z.string(),
});

/** Recorded on a running server of the family, cut to what is compared here; `from` names group and exchange. */
function readExchanges(file: string): readonly z.infer<typeof exchangeSchema>[] {
  const text = readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => exchangeSchema.parse(JSON.parse(line)));
}

describe('a recorded listing', () => {
  it.each(readExchanges('infinite-scale-listings.jsonl'))('$from is read whole', async ({ path, depth, body }) => {
    const raw = await parseMultistatus(Readable.from([Buffer.from(body)], { objectMode: false }));
    if ('kind' in raw) throw new Error(raw.detail);
    const asked = parseHref(path).map(({ name }) => name);
    const first = parseHref(raw.responses[0]?.href ?? '').map(({ name }) => name);
    // The server calls one place by several names: with and without /remote.php, by path or by id.
    const segments = raw.responses.length === 1 || asked[0] !== first[0] ? first : asked;
    const listing = toListing(raw, { segments, name: segments.at(-1) ?? '', depth: depth === '0' ? 0 : 1 });

    if ('kind' in listing) throw new Error(listing.detail);
    expect(listing.damaged).toEqual([]);
    expect(listing.children).toHaveLength(raw.responses.length - 1);
    for (const { name } of listing.children) expect(isName(name)).toBe(true);
  });
});

describe('a recorded refusal', () => {
  const REFUSALS = readExchanges('infinite-scale-refusals.jsonl');
  const toCode = ({ method, status, body }: (typeof REFUSALS)[number]): string =>
    toAnswerError({ method, status, ...parseErrorBody(body), retryAfterMs: undefined }).code;

  it.each([
    ['01 401-bearer-none', 'sign-in-refused'],
    ['03 put-sum-sha1-wrong', 'checksum-mismatch'],
    ['04 name-backslash', 'name-refused-by-server'],
    ['04 name-get-star', 'processing-on-server'],
    ['04 name-get-del', 'server-error'],
    ['06 put-locked', 'locked-on-server'],
    ['06 tus-locked', 'locked-on-server'],
    ['05 more-than-length', 'too-large-for-server'],
    ['08 mpfile-put-readonly', 'no-permission'],
    ['08 quota-put-over', 'quota-exceeded'],
    ['08 quota-tus-over', 'quota-exceeded'],
    ['09 during-DELETE', 'processing-on-server'],
  ])('%s means %s', (from, code) => {
    expect(REFUSALS.filter((refusal) => refusal.from === from).map(toCode)).toEqual([code]);
  });

  it('is never taken for maintenance or a busy server, and its words hold no markup', () => {
    for (const refusal of REFUSALS) {
      expect(['server-maintenance', 'server-busy', 'server-unreachable']).not.toContain(toCode(refusal));
      expect(parseErrorBody(refusal.body).message).not.toMatch(/[<>]/);
    }
  });

  it('of a listing is absence only with the server’s own words', () => {
    const missing = REFUSALS.filter(({ method, status }) => method === 'PROPFIND' && status === 404);

    expect(missing.length).toBeGreaterThan(1);
    for (const { body } of missing) expect(parseErrorBody(body).exception).toBe('Sabre\\DAV\\Exception\\NotFound');
  });
});

describe('the recorded stream of events', () => {
  const recordSchema = z.array(z.object({ action: z.string(), text: z.string() }));
  const RECORDS = recordSchema.parse(
    JSON.parse(readFileSync(new URL('fixtures/infinite-scale-events.json', import.meta.url), 'utf8')),
  );

  it.each(RECORDS.filter(({ text }) => text !== ''))('tells of $action in whole events', ({ text }) => {
    const { events, rest } = splitEvents(text);

    expect([events.length > 0, rest]).toEqual([true, '']);
    for (const { name, data } of events) expect([name !== '', typeof JSON.parse(data)]).toEqual([true, 'object']);
  });

  it('says nothing of some changes, for which the server is asked now and then', () => {
    expect(RECORDS.filter(({ text }) => text === '').length).toBeGreaterThan(0);
  });
});
