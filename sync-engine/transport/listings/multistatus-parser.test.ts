import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseMultistatus } from './multistatus-parser.ts';

const ONE =
  '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:x="urn:any"><d:response><d:href>/ä%20b</d:href><d:propstat><d:prop><x:id>1 &amp; 2</x:id><d:resourcetype><d:collection/></d:resourcetype>' +
  '<x:checksums><x:checksum>SHA1:a</x:checksum><x:checksum>MD5:b</x:checksum></x:checksums></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response><d:sync-token>t1</d:sync-token></d:multistatus>';

const parse = (text: string | Buffer, chunkBytes = 7): ReturnType<typeof parseMultistatus> => {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return parseMultistatus(Readable.from(chunks, { objectMode: false }));
};

describe('parseMultistatus', () => {
  it.each([1, 7, 10_000])('reads a body that arrives in pieces of %i bytes', async (chunkBytes) => {
    const properties = new Map([
      ['id', '1 & 2'],
      ['resourcetype', ''],
      ['checksums', 'SHA1:a MD5:b'],
    ]);

    expect(await parse(ONE, chunkBytes)).toEqual({
      responses: [{ href: '/ä%20b', status: undefined, propstats: [{ status: 200, properties, isCollection: true }] }],
      syncToken: 't1',
    });
  });

  it('takes a default namespace and CDATA', async () => {
    const text =
      '<multistatus xmlns="DAV:"><response><href><![CDATA[/a]]></href><status>HTTP/1.1 404 Not Found</status></response></multistatus>';

    expect(await parse(text)).toMatchObject({ responses: [{ href: '/a', status: 404 }] });
  });

  it.each([
    ['nothing', ''],
    ['blanks', '  \n'],
    ['a body cut inside an element', ONE.slice(0, 200)],
    ['a body cut before its last tag', ONE.slice(0, -'</d:multistatus>'.length)],
    ['a body cut inside its last tag', ONE.slice(0, -1)],
    ['a second root', `${ONE}<d:multistatus xmlns:d="DAV:"/>`],
    ['text behind the end', `${ONE}oops`],
    ['HTML', '<!DOCTYPE html><html><body><p>Sign in<br></body></html>'],
    ['well-formed XML of another kind', '<d:error xmlns:d="DAV:"/>'],
    ['an unknown entity', ONE.replace('&amp;', '&file;')],
    [
      'an entity of its own',
      `<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>${ONE.replace('&amp;', '&file;').replace(/^<\?xml.*?\?>/, '')}`,
    ],
    ['an unknown prefix', ONE.replace('<d:href>', '<q:href>').replace('</d:href>', '</q:href>')],
    ['crossed tags', ONE.replace('</d:prop><d:status>', '</d:propstat><d:status>')],
  ])('takes no %s for a multistatus', async (_title, text) => {
    expect(await parse(text)).toMatchObject({ kind: 'malformed' });
  });

  it('takes no bytes that are not UTF-8', async () => {
    expect(await parse(Buffer.from(ONE, 'latin1'))).toEqual({ kind: 'malformed', detail: 'not UTF-8' });
  });
});
