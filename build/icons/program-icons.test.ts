import { describe, expect, it } from 'vitest';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import { packIcns, packIco } from './icon-containers.ts';
import { renderProgramIcon } from './program-icons.ts';

/** Width and height as the PNG says. */
function readPngSize(png: Buffer): readonly number[] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const { iconSvg } = readBranding(findBrandingFile({}));
const images = await renderProgramIcon(iconSvg);
const small = images.filter(({ sizePixels }) => sizePixels <= 256);

describe('the icon of the program', () => {
  it('is drawn from one drawing in every size, the same each time', async () => {
    expect(images.map(({ png }) => readPngSize(Buffer.from(png)))).toEqual(
      [16, 24, 32, 48, 64, 128, 256, 512, 1024].map((size) => [size, size]),
    );
    expect(await renderProgramIcon(iconSvg)).toEqual(images);
  });

  it('is for Windows one file with all sizes up to 256', () => {
    const ico = packIco(small);
    const sizes = small.map((_image, index) => {
      const entry = 6 + 16 * index;
      const offset = ico.readUInt32LE(entry + 12);
      const [width] = readPngSize(ico.subarray(offset, offset + ico.readUInt32LE(entry + 8)));
      return [ico.readUInt8(entry), width];
    });

    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, small.length]);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256].map((size) => [size % 256, size]));
  });

  it('is for macOS one file whose parts have the size that their type means', () => {
    const icns = packIcns(images);
    const parts = new Map<string, number | undefined>();
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      const [width] = readPngSize(icns.subarray(at + 8));
      parts.set(icns.toString('latin1', at, at + 4), width);
    }

    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    expect(Object.fromEntries(parts)).toEqual({
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic08: 256,
      ic13: 256,
      ic09: 512,
      ic14: 512,
      ic10: 1024,
    });
  });
});
