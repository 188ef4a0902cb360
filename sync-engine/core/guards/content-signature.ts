/**
 * What the first bytes of a file say about its name.
 * - `fitting`: they look like something that a program writes for people.
 * - `scrambled`: the name promises a known format, and these bytes are noise.
 * - `unknown`: nothing can be said, because the name promises nothing or there are too few bytes.
 */
export type ContentVerdict = 'fitting' | 'scrambled' | 'unknown';

/** Bytes from the start of a file that are enough to judge it. */
export const SIGNATURE_BYTES = 1024;

/** With fewer bytes even noise has few different ones. */
const MIN_BYTES = 512;

/** Bits per byte. 1 KiB of noise has about 7.8, 512 bytes about 7.6; text, code and tables stay below 6. */
const NOISE_BITS = 7.2;

/** Formats that begin with text, a fixed mark, or a structured header; never with noise. */
const STRUCTURED_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'txt md csv tsv log json xml html htm css js ts sql ini yaml yml rtf tex svg eml vcf ics gpx ' +
    'doc docx docm dot dotx xls xlsx xlsm ppt pptx pptm vsd vsdx msg mpp pub odt ods odp odg ott ots ' +
    'pdf ps eps jpg jpeg png gif tif tiff bmp webp heic ico psd ai ' +
    'mp3 m4a wav flac ogg mp4 mov avi mkv webm zip 7z rar gz tgz bz2 xz tar jar iso ' +
    'dwg dxf shp dbf gml gpkg sqlite db mdb accdb pst xdomea exe dll'
  ).split(' '),
);

/** Extensions that people and programs give to files on purpose; a whole folder that gets one of them is no alarm. */
const HARMLESS_EXTENSIONS: ReadonlySet<string> = new Set(
  'bak old orig tmp temp backup copy part new save swp dat bin raw gpg asc pgp p7s p7m p12 pfx sig kdbx vc hc age'.split(
    ' ',
  ),
);

/** Marks at the start of compressed and packed formats, whose next bytes may well look like noise. In hex. */
const MARKS: readonly string[] = [
  '504b0304', // zip, and with it docx, xlsx, odt, jar
  '504b0506',
  '25504446', // pdf
  'd0cf11e0', // the older office formats, and new ones with a password
  'ffd8ff', // jpeg
  '89504e47', // png
  '47494638', // gif
  '52494646', // webp, wav, avi
  '49492a00', // tiff
  '4d4d002a',
  '38425053', // psd
  '1f8b', // gzip
  '425a68', // bzip2
  'fd377a585a00', // xz
  '377abcaf271c', // 7z
  '526172211a07', // rar
  '494433', // mp3
  'fffb',
  'fff3',
  '4f676753', // ogg
  '664c6143', // flac
  '1a45dfa3', // mkv, webm
  '4d5a', // exe
  '2142444e', // pst
];

/** Judges a file by its name and its first bytes; give `SIGNATURE_BYTES` of them, or all there are. */
export function judgeContent(name: string, firstBytes: Uint8Array): ContentVerdict {
  if (!STRUCTURED_EXTENSIONS.has(toExtension(name)) || firstBytes.length < MIN_BYTES) return 'unknown';
  const start = toHex(firstBytes.subarray(0, 8));
  // MP4, MOV and HEIC carry their mark behind a length.
  const isBoxed = toHex(firstBytes.subarray(4, 8)) === '66747970';
  if (isBoxed || MARKS.some((mark) => start.startsWith(mark))) return 'fitting';
  return measureEntropy(firstBytes) >= NOISE_BITS ? 'scrambled' : 'fitting';
}

/** True for an extension that no well-known program writes. No extension at all is not strange. */
export function isStrangeExtension(extension: string): boolean {
  return extension !== '' && !STRUCTURED_EXTENSIONS.has(extension) && !HARMLESS_EXTENSIONS.has(extension);
}

/** The part behind the last dot, in lower case; empty when there is none. */
export function toExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** Bits per byte, after Shannon. */
function measureEntropy(bytes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / bytes.length) * Math.log2(count / bytes.length);
  return bits;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
