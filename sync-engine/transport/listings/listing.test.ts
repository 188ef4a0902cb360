import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { ListedPlace, NoListing } from './listing.ts';
import { toListing } from './listing.ts';
import { parseMultistatus } from './multistatus-parser.ts';
import type { Listing } from '../transport.ts';

const PLACE: ListedPlace = { segments: ['dav', 'docs'], name: 'docs', depth: 1 };
const SELF = response(
  '/dav/docs/',
  '<o:id>i0</o:id><d:getetag>"e0"</d:getetag><d:resourcetype><d:collection/></d:resourcetype>',
);

function response(href: string, properties: string, status = '200 OK'): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat></d:response>`;
}

function file(href: string, more = '<d:getcontentlength>3</d:getcontentlength>', status = '200 OK'): string {
  return response(href, `<o:id>i-${href}</o:id><d:getetag>W/"e1-gzip"</d:getetag><d:resourcetype/>${more}`, status);
}

async function read(xml: string, place: ListedPlace = PLACE): Promise<Listing | NoListing> {
  const raw = await parseMultistatus(Readable.from([Buffer.from(xml)], { objectMode: false }));
  if ('kind' in raw) throw new Error(raw.detail);
  return toListing(raw, place);
}

const list = (...responses: readonly string[]): Promise<Listing | NoListing> =>
  read(`<d:multistatus xmlns:d="DAV:" xmlns:o="urn:o">${responses.join('')}</d:multistatus>`);

describe('toListing', () => {
  it('takes members in any order', async () => {
    const listing = await list(file('/dav/docs/b'), SELF, file('/dav/docs/a%20%25'));

    expect('children' in listing ? listing.children.map((child) => child.name) : listing).toEqual(['b', 'a %']);
  });

  it('reads tags, sizes, times, checksums and permissions', async () => {
    const more =
      '<d:getcontentlength>3</d:getcontentlength><d:getlastmodified>Sun, 13 Sep 2020 12:26:40 GMT</d:getlastmodified><o:checksums><o:checksum>SHA1:AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D MD5:x</o:checksum></o:checksums><o:permissions>RW</o:permissions>';

    expect(await list(SELF, file('/dav/docs/a', more))).toMatchObject({
      children: [
        {
          etag: 'e1',
          sizeBytes: 3,
          mtimeMs: 1_600_000_000_000,
          checksum: 'SHA1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d',
          permissions: 'RW',
        },
      ],
    });
  });

  it('calls what is not told undefined or 0', async () => {
    expect(await list(SELF, file('/dav/docs/a'))).toMatchObject({
      children: [{ mtimeMs: 0, checksum: undefined, permissions: undefined, isProcessing: false }],
    });
  });

  it('knows the checksum of no bytes', async () => {
    expect(await list(SELF, file('/dav/docs/a', '<d:getcontentlength>0</d:getcontentlength>'))).toMatchObject({
      children: [{ checksum: EMPTY_CHECKSUM }],
    });
  });

  it('takes the values of a file that is still processed', async () => {
    expect(
      await list(SELF, file('/dav/docs/a', '<d:getcontentlength>3</d:getcontentlength>', '425 TOO EARLY')),
    ).toMatchObject({ children: [{ isProcessing: true, sizeBytes: 3 }], damaged: [] });
  });

  it('reads a recorded answer about a file in post-processing', async () => {
    const xml = readFileSync(new URL('../fixtures/infinite-scale-processing.xml', import.meta.url), 'utf8');
    const listing = await read(xml, {
      segments: ['dav', 'spaces', 'storage$space', 'ppd', 'n.txt'],
      name: 'n.txt',
      depth: 0,
    });

    expect(listing).toMatchObject({
      self: {
        name: 'n.txt',
        kind: 'file',
        isProcessing: true,
        sizeBytes: 11,
        fileId: 'storage$space!27a961b8-6619-41fa-9f6a-fab2dd788652',
        permissions: 'RDNVWZP',
      },
    });
  });

  it('takes empty permissions for nothing allowed, as the recorded root of received shares sends them', async () => {
    const xml = readFileSync(new URL('../fixtures/infinite-scale-jail.xml', import.meta.url), 'utf8');
    const root = 'a0ca6a90-a365-4782-871e-d44447bbc668$a0ca6a90-a365-4782-871e-d44447bbc668';

    expect(await read(xml, { segments: ['dav', 'spaces', root], name: '', depth: 1 })).toMatchObject({
      self: { permissions: '' },
      damaged: [],
    });
  });

  it('calls every member of a recorded answer without kinds damaged, not absent', async () => {
    const xml = readFileSync(
      new URL('../fixtures/infinite-scale-depth-1-minimal.xml', import.meta.url),
      'utf8',
    ).replace('</oc:id>', '</oc:id><d:resourcetype><d:collection/></d:resourcetype>');
    const listing = await read(xml, { segments: ['dav', 'spaces', 'storage$space', 'pt'], name: 'pt', depth: 1 });

    expect(listing).toMatchObject({
      children: [],
      damaged: [{ name: 'f.txt', detail: 'no resourcetype' }, { name: 'a' }],
    });
  });

  it.each([
    [
      'no id',
      response('/dav/docs/a', '<d:getetag>"e"</d:getetag><d:resourcetype/><d:getcontentlength>1</d:getcontentlength>'),
    ],
    [
      'an empty etag',
      response(
        '/dav/docs/a',
        '<o:id>i</o:id><d:getetag>""</d:getetag><d:resourcetype/><d:getcontentlength>1</d:getcontentlength>',
      ),
    ],
    ['no size', file('/dav/docs/a', '')],
    ['a size that is none', file('/dav/docs/a', '<d:getcontentlength>-1</d:getcontentlength>')],
    ['no kind', response('/dav/docs/a', '<o:id>i</o:id><d:getetag>"e"</d:getetag>')],
    ['another status', file('/dav/docs/a', '<d:getcontentlength>1</d:getcontentlength>', '404 Not Found')],
    ['no values', '<d:response><d:href>/dav/docs/a</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>'],
    ['a twin', file('/dav/docs/a') + file('/dav/docs/a')],
    ['two twins', file('/dav/docs/a') + file('/dav/docs/a') + file('/dav/docs/a')],
  ])('calls a member with %s damaged', async (_title, member) => {
    expect(await list(SELF, member, file('/dav/docs/b'))).toMatchObject({
      children: [{ name: 'b' }],
      damaged: [{ name: 'a' }],
    });
  });

  it.each(['/dav/docs/%FF', '/dav/docs/a%2Fb', '/dav/docs/%2E%2E', '/dav/docs/a%00'])(
    'calls a member at %s damaged',
    async (href) => {
      const listing = await list(SELF, file(href));

      expect('damaged' in listing ? [listing.children.length, listing.damaged.length] : listing).toEqual([0, 1]);
    },
  );

  it.each([
    ['the place is missing', file('/dav/docs/a')],
    ['nothing is in it', ''],
    ['the place comes twice', SELF + SELF],
    ['the place has no id', response('/dav/docs', '<d:getetag>"e"</d:getetag><d:resourcetype/>')],
    ['a member lies elsewhere', SELF + file('/dav/other/a')],
    ['a member lies above', SELF + file('/dav')],
    ['a member lies deeper', SELF + file('/dav/docs/a/b')],
    ['a name only begins alike', SELF + file('/dav/docs2')],
    ['a member has no href', `${SELF}<d:response><d:status>HTTP/1.1 200 OK</d:status></d:response>`],
  ])('is none when %s', async (_title, responses) => {
    expect(await list(responses)).toMatchObject({ kind: 'no-listing' });
  });

  it('is none when depth 0 was asked for and members came', async () => {
    const xml = `<d:multistatus xmlns:d="DAV:" xmlns:o="urn:o">${SELF}${file('/dav/docs/a')}</d:multistatus>`;

    expect(await read(xml, { ...PLACE, depth: 0 })).toMatchObject({ kind: 'no-listing' });
  });

  it('is none when a directory with a size shows no members', async () => {
    const self = response(
      '/dav/docs/',
      '<o:id>i0</o:id><d:getetag>"e0"</d:getetag><o:size>7</o:size><d:resourcetype><d:collection/></d:resourcetype>',
    );

    expect(await list(self)).toMatchObject({ kind: 'no-listing' });
  });

  it('hands on sync-token and data fingerprint of the place', async () => {
    const self = response(
      '/dav/docs/',
      '<o:id>i0</o:id><d:getetag>"e0"</d:getetag><d:sync-token>t</d:sync-token><o:data-fingerprint>f</o:data-fingerprint><d:resourcetype><d:collection/></d:resourcetype>',
    );

    expect(await list(self)).toMatchObject({ syncToken: 't', dataFingerprint: 'f' });
  });
});
