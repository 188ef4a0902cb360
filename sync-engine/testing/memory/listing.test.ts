import { Readable } from 'node:stream';
import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { returnMemory } from '../../engine/resting/return-memory.ts';
import { toListing } from '../../transport/listings/listing.ts';
import type { Listing } from '../../transport/transport.ts';
import { parseMultistatus } from '../../transport/listings/multistatus-parser.ts';

const ANSWERS = 500;
/** So much of each answer is of no interest. */
const PADDING = 'x'.repeat(50_000);

test('what is kept of a listing keeps nothing else of the answer in memory', async () => {
  const before = measureUsedBytes();

  const listings: Listing[] = [];
  for (let answer = 0; answer < ANSWERS; answer += 1) listings.push(await list(answer));

  expect(listings.at(-1)?.self).toMatchObject({ fileId: '00000499ocgenerated', etag: '0123456789abcdef499' });
  expect(listings.at(-1)?.children[0]?.checksum).toBe(`SHA1:${'499'.padStart(40, '0')}`);
  // All answers together are 25 MB.
  expect(measureUsedBytes() - before).toBeLessThan(5_000_000);
  expect(listings.length).toBe(ANSWERS);
});

async function list(answer: number): Promise<Listing> {
  const body =
    '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">' +
    `${toXml(answer, '/dav/Akten/')}${toXml(answer, '/dav/Akten/Plan.pdf')}</d:multistatus>`;
  const raw = await parseMultistatus(Readable.from([Buffer.from(body)]));
  if (!('responses' in raw)) throw new Error(raw.detail);
  const listing = toListing(raw, { segments: ['dav', 'Akten'], name: 'Akten', depth: 1 });
  if ('kind' in listing) throw new Error(listing.detail);
  return listing;
}

function toXml(number: number, href: string): string {
  const isDirectory = href.endsWith('/');
  return (
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>` +
    `<d:resourcetype>${isDirectory ? '<d:collection/>' : ''}</d:resourcetype><d:getcontentlength>9</d:getcontentlength>` +
    `<d:displayname>${isDirectory ? PADDING : ''}</d:displayname><d:getetag>"0123456789abcdef${number}"</d:getetag>` +
    `<oc:id>${String(number).padStart(8, '0')}ocgenerated</oc:id>` +
    `<oc:checksums><oc:checksum>SHA1:${String(number).padStart(40, '0')}</oc:checksum></oc:checksums>` +
    '</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>'
  );
}

function measureUsedBytes(): number {
  returnMemory();
  return getHeapStatistics().used_heap_size;
}
