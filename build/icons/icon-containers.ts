/** A square picture as PNG. */
export interface IconImage {
  readonly sizePixels: number;
  readonly png: Uint8Array;
}

/**
 * Packs pictures of at most 256 pixels into an `.ico` for Windows (since Vista its entries may be PNG). Pure.
 * @see https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
 */
export function packIco(images: readonly IconImage[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { sizePixels, png }] of images.entries()) {
    const entry = 6 + 16 * index;
    // One byte for each side: 256 is written as 0.
    header.writeUInt8(sizePixels % 256, entry);
    header.writeUInt8(sizePixels % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** What an `.icns` calls its pictures: each side in pixels, once or twice (for dense screens). */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([
  [32, ['ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/**
 * Packs pictures into an `.icns` for macOS; sizes that the format has no name for are left out. Pure.
 * @see https://en.wikipedia.org/wiki/Apple_Icon_Image_format
 */
export function packIcns(images: readonly IconImage[]): Buffer {
  const parts = images.flatMap(({ sizePixels, png }) =>
    (ICNS_TYPES.get(sizePixels) ?? []).map((type) => Buffer.concat([toIcnsHeader(type, png.length), png])),
  );
  const body = Buffer.concat(parts);
  return Buffer.concat([toIcnsHeader('icns', body.length), body]);
}

/** Four letters, and the length of what follows together with these eight bytes. */
function toIcnsHeader(type: string, contentBytes: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(contentBytes + header.length, 4);
  return header;
}
