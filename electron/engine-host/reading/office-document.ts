import type { FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { fromFdPromise } from 'yauzl';
import type { ZipFile } from 'yauzl';
import type { Preview } from '#ipc/file-view.ts';

type Description = Extract<Preview, { kind: 'document' | 'none' }>;
type Facts = Omit<Extract<Description, { kind: 'document' }>, 'kind'>;
type WritableFacts = { -readonly [Key in keyof Facts]: Facts[Key] };

/** Office Open XML and OpenDocument: zip archives that say in one of their first files who wrote them. */
const DOCUMENT_NAMES = /\.(?:docx|docm|dotx|xlsx|xlsm|xltx|pptx|pptm|potx|odt|ods|odp|odg|ott|ots|otp)$/i;

/** The parts of an archive that tell something; nothing else of it is unpacked. */
const PARTS: ReadonlySet<string> = new Set(['docProps/core.xml', 'docProps/app.xml', 'xl/workbook.xml', 'meta.xml']);

/** An honest part has some kilobytes. What claims more is not unpacked, and what unpacks to more ends with an error. */
const MAX_PART_BYTES = 1024 * 1024;
/** Entries of an archive that are looked at; a large presentation has some hundreds. */
const MAX_ENTRIES = 2_000;
const MAX_TEXT_LENGTH = 200;
const MAX_SHEETS = 50;

/** True for documents whose properties can be read. */
export function isDocumentName(name: string): boolean {
  return DOCUMENT_NAMES.test(extname(name));
}

/**
 * What a document says about itself; what it says is not checked. Never unpacks more than a few bounded parts, expands
 * no entities, and reads what is broken as `damaged`.
 */
export async function describeDocument(file: FileHandle, sizeBytes: number): Promise<Description> {
  if (sizeBytes === 0) return { kind: 'none', why: 'damaged' };
  try {
    // Not closed: the descriptor belongs to `file`.
    const archive = await fromFdPromise(file.fd, { autoClose: false });
    return { kind: 'document', ...(await readFacts(archive)) };
  } catch (error) {
    // Whatever a foreign archive or its XML has wrong: both parsers say so by errors without a code.
    if (error instanceof Error) return { kind: 'none', why: 'damaged' };
    throw error;
  }
}

async function readFacts(archive: ZipFile): Promise<Facts> {
  const facts: WritableFacts = {};
  const read = new Set<string>();
  let entries = 0;
  for await (const entry of archive.eachEntry()) {
    entries += 1;
    if (entries > MAX_ENTRIES || read.size === PARTS.size) break;
    const { fileName, uncompressedSize } = entry;
    if (!PARTS.has(fileName) || read.has(fileName) || uncompressedSize > MAX_PART_BYTES) continue;
    read.add(fileName);
    readPart((await buffer(await archive.openReadStreamPromise(entry))).toString('utf8'), facts);
  }
  return facts;
}

/** Adds what one part tells. Elements are matched by local name: programs differ in prefixes. */
function readPart(xml: string, facts: WritableFacts): void {
  const parser = new SaxesParser();
  let text = '';
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    const element = toLocalName(name);
    if (element === 'sheet') addSheet(attributes['name'], facts);
    if (element === 'document-statistic') readStatistic(attributes, facts);
  });
  parser.on('text', (piece) => {
    text = (text + piece).slice(0, MAX_TEXT_LENGTH);
  });
  parser.on('closetag', ({ name }) => readElement(name, text.trim(), facts));
  parser.write(xml).close();
}

function readElement(name: string, text: string, facts: WritableFacts): void {
  if (text === '') return;
  switch (name) {
    case 'dc:title':
      facts.title = text;
      return;
    // Office names its first author here, OpenDocument the last one, beside `meta:initial-creator`.
    case 'dc:creator':
      facts[facts.author === undefined ? 'author' : 'lastModifiedBy'] = text;
      return;
    case 'meta:initial-creator':
      facts.lastModifiedBy ??= facts.author;
      facts.author = text;
      return;
    case 'cp:lastModifiedBy':
      facts.lastModifiedBy = text;
      return;
    case 'dcterms:modified':
    case 'dc:date':
      setTime(text, facts);
      return;
    case 'Pages':
      setCount('pages', text, facts);
      return;
    case 'Slides':
      setCount('slides', text, facts);
      return;
    default:
  }
}

function addSheet(name: unknown, facts: WritableFacts): void {
  if (typeof name !== 'string' || (facts.sheets?.length ?? 0) >= MAX_SHEETS) return;
  facts.sheets = [...(facts.sheets ?? []), name.slice(0, MAX_TEXT_LENGTH)];
}

function readStatistic(attributes: Readonly<Record<string, unknown>>, facts: WritableFacts): void {
  setCount('pages', attributes['meta:page-count'], facts);
}

function setCount(key: 'pages' | 'slides', text: unknown, facts: WritableFacts): void {
  if (typeof text === 'string' && /^\d{1,7}$/.test(text)) facts[key] = Number(text);
}

function setTime(text: string, facts: WritableFacts): void {
  const timeMs = Date.parse(text);
  if (timeMs >= 0) facts.modifiedAtMs = timeMs;
}

function toLocalName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
