import { describe, expect, it } from 'vitest';
import { parseETag } from './ids.ts';

describe('an etag', () => {
  it.each(['"5f3a"', 'W/"5f3a"', '5f3a', ' "5f3a" ', '"5f3a-gzip"', '"5f3a"-gzip', 'W/"5f3a-gzip"'])(
    'is one, however servers and proxies write it: %s',
    (written) => {
      expect(parseETag(written)).toBe('5f3a');
    },
  );

  it.each(['', '""', 'W/""', '-gzip', '"a"b"', '"a\nb"', '"a\u0000"', '"\u20ac"'])(
    'is none when no header can hold it as it came: %j',
    (written) => {
      expect(parseETag(written)).toBeUndefined();
    },
  );
});
