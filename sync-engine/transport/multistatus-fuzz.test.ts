import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isName } from '../core/model/relative-path.ts';
import type { ListedPlace } from './listings/listing.ts';
import { toListing } from './listings/listing.ts';
import type { ParseFailure, RawMultistatus } from './listings/multistatus-parser.ts';
import { parseMultistatus } from './listings/multistatus-parser.ts';

/** `BAYERNBOX_FUZZ_SEED` tries others; a failure prints its own. */
const SEED = Number(process.env['BAYERNBOX_FUZZ_SEED'] ?? 20_261_126);
const RUNS = 1_500;

const PLACE: ListedPlace = { segments: ['dav'], name: '', depth: 1 };

const MEMBERS = ['/dav/', '/dav/a%20b.txt', '/dav/%C3%BC/', '/dav/c&amp;d']
  .map(
    (href) =>
      `<d:response><d:href>${href}</d:href><d:propstat><d:prop><oc:id>i${href}</oc:id><d:getetag>&quot;e&quot;</d:getetag><d:resourcetype>${href.endsWith('/') ? '<d:collection/>' : ''}</d:resourcetype><d:getcontentlength>3</d:getcontentlength></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  )
  .join('\n');
const WHOLE = Buffer.from(
  `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${MEMBERS}</d:multistatus>`,
);

const SPLINTERS = ['<', '>', '&', '"', '</d:response>', '<d:response>', '<![CDATA[', ']]>', '<!--', '&#0;', '&#x1F600;']
  .concat(['../', '%2F', '%00', '\0', '\uFEFF', 'HTTP/1.1 404 Not Found', '<d:href>', '<!DOCTYPE x>', '<?x ?>'])
  .map((text) => Buffer.from(text))
  .concat([Buffer.from([0xff]), Buffer.from([0xc3])]);

/** Replaces, takes out or puts in bytes at some place. */
const change = fc.record({
  at: fc.nat(WHOLE.length),
  takenBytes: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  put: fc.oneof(
    fc.constantFrom(...SPLINTERS),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  ),
});

const damaged = fc
  .array(change, { minLength: 1, maxLength: 4 })
  .map((changes) =>
    changes.reduce(
      (bytes, { at, takenBytes, put }) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + takenBytes)]),
      WHOLE,
    ),
  );

function parse(bytes: Buffer, pieceBytes: number): Promise<RawMultistatus | ParseFailure> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return parseMultistatus(Readable.from(pieces, { objectMode: false }));
}

describe('whatever happens to a multistatus on its way', { timeout: 120_000 }, () => {
  it('it is a listing or a failure, however it is cut into pieces, and every name in it can be a name', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, fc.integer({ min: 1, max: 3_000 }), async (bytes, pieceBytes) => {
        const raw = await parse(bytes, pieceBytes);
        const atOnce = await parse(bytes, bytes.length + 1);
        if ('kind' in raw) {
          expect(atOnce).toMatchObject({ kind: 'malformed' });
          return;
        }
        expect(atOnce).toEqual(raw);
        const listing = toListing(raw, PLACE);
        if ('kind' in listing) return;
        for (const { name, etag, fileId } of listing.children)
          expect([isName(name), etag !== '', fileId !== '']).toEqual([true, true, true]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('no beginning of it is a listing', async () => {
    for (let bytes = 0; bytes < WHOLE.length; bytes += 1)
      expect(await parse(WHOLE.subarray(0, bytes), 997)).toMatchObject({ kind: 'malformed' });
    expect(await parse(WHOLE, 997)).not.toHaveProperty('kind');
  });
});
