import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCapabilities, parseDrives, parseStatus, parseUser } from './server-answers.ts';

const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

describe('recorded answers', () => {
  it('tell product, version and protocols in the capabilities', () => {
    expect(parseCapabilities(read('infinite-scale-capabilities.json'))?.capabilities).toMatchObject({
      core: { status: { productname: 'OpenCloud', maintenance: false }, 'support-sse': true },
      files: { tus_support: { version: '1.0.0', max_chunk_size: 10_000_000 } },
      spaces: { enabled: true },
    });
  });

  it('tell spaces with their addresses', () => {
    expect(parseDrives(read('infinite-scale-drives.json'))?.map((drive) => [drive.driveType, drive.name])).toEqual([
      ['personal', 'Margaret Hamilton'],
      ['virtual', 'Shares'],
    ]);
  });
});

describe('odd answers', () => {
  it('may hold empty lists where PHP means empty objects', () => {
    expect(
      parseCapabilities(
        '{"ocs":{"data":{"version":{"string":"10.9.1"},"capabilities":{"core":{},"files":[],"dav":[],"spaces":[]}}}}',
      ),
    ).toMatchObject({ version: '10.9.1', capabilities: { core: {} } });
  });

  it('leave a space out that cannot be read', () => {
    expect(
      parseDrives(
        '{"value":[{"id":"a"},{"id":"b","name":"B","driveType":"project","root":{"webDavUrl":"https://x/dav/spaces/b"}}]}',
      )?.map((drive) => drive.id),
    ).toEqual(['b']);
  });

  it.each(['', '<html></html>', '[]', 'null', '{}', '{"ocs":{"meta":{"statuscode":997}}}'])(
    '%j is none of ours',
    (text) => {
      expect([parseCapabilities(text), parseStatus(text), parseUser(text), parseDrives(text)]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
    },
  );
});
