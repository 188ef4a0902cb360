import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { TransferError } from '../http/transfer-error.ts';

/**
 * Properties of one `propstat`, by local name. Text of inner elements is joined by blanks; of the first lock, each of
 * them is also there for itself, as `activelock/<name>`.
 */
export interface RawPropstat {
  readonly status: number | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly isCollection: boolean;
}

/** One `response`, not yet judged. */
export interface RawResponse {
  readonly href: string | undefined;
  /** Status of the response as a whole, in place of propstats. */
  readonly status: number | undefined;
  readonly propstats: readonly RawPropstat[];
}

/** A multistatus body that was well-formed to its end. @see RFC 4918 §13 */
export interface RawMultistatus {
  readonly responses: readonly RawResponse[];
  /** Token beside the responses of a sync-collection answer. @see RFC 6578 §6.4 */
  readonly syncToken: string | undefined;
}

/** Why a body is no multistatus; for logs. */
export interface ParseFailure {
  readonly kind: 'malformed' | 'broken-off';
  readonly detail: string;
}

/** Listings of 100,000 items have about 150 MB on the measured servers; what is longer has no end. In characters. */
const LONGEST_BODY = 512 * 1024 * 1024;

/** A property of a real server has some hundred characters; one tag, text or comment beyond this fills the memory. */
const LONGEST_PIECE = 1024 * 1024;

/** A multistatus has six levels, and a property's own elements some more. */
const DEEPEST = 32;

/**
 * What the parser is given at once: it does not stop within that, and elements inside each other cost it the square of
 * their number, 13,000 in what comes at once from the network some seconds. In characters.
 */
const LONGEST_STEP = 4_096;

/** `multistatus/response/propstat/prop/lockdiscovery/activelock/<name>`. */
const LOCK_FACT_DEPTH = 7;

/**
 * Reads a multistatus body as it arrives. Only XML that is well-formed to the closing root tag, in valid UTF-8, is
 * taken. Elements are matched by local name, because servers differ in namespaces. Document types, which could declare
 * entities, are refused, and so is whatever would fill the memory.
 *
 * @param onResponse takes each response as it comes, in place of `responses`; a text that it returns ends the reading
 *   as malformed.
 */
export async function parseMultistatus(
  body: Readable,
  onResponse?: (response: RawResponse) => string | undefined,
): Promise<RawMultistatus | ParseFailure> {
  const reader = new MultistatusReader(onResponse);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      reader.write(decoder.decode(chunk, { stream: true }));
      if (reader.failure !== undefined) return { kind: 'malformed', detail: reader.failure };
    }
    reader.write(decoder.decode());
  } catch (thrown) {
    if (thrown instanceof TransferError) return { kind: 'broken-off', detail: thrown.syncError.detail };
    if (thrown instanceof TypeError) return { kind: 'malformed', detail: 'not UTF-8' };
    throw thrown;
  }
  return reader.close();
}

class MultistatusReader {
  failure: string | undefined;
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #onResponse: ((response: RawResponse) => string | undefined) | undefined;
  #readCharacters = 0;
  /** Where the parser was when it last told something: what has come since is held by it. */
  #toldAtCharacters = 0;
  readonly #stack: string[] = [];
  readonly #responses: RawResponse[] = [];
  #syncToken: string | undefined;
  #text = '';
  #href: string | undefined;
  #status: number | undefined;
  #propstats: RawPropstat[] = [];
  #propstatStatus: number | undefined;
  #properties = new Map<string, string>();
  #isCollection = false;
  /** Where the text of the present fact of a lock begins. */
  #lockFactStart = 0;

  constructor(onResponse: ((response: RawResponse) => string | undefined) | undefined) {
    this.#onResponse = onResponse;
    const parser = this.#parser;
    parser.on('error', (error) => this.#fail(error.message));
    parser.on('doctype', () => this.#fail('a document type'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^utf-8$/i.test(encoding)) this.#fail('another encoding than UTF-8');
    });
    parser.on('opentag', (tag) => this.#open(tag.local));
    for (const event of ['text', 'cdata'] as const) parser.on(event, (text) => this.#addText(text));
    for (const event of ['comment', 'processinginstruction'] as const) parser.on(event, () => this.#noteTold());
    parser.on('closetag', () => this.#close());
  }

  write(text: string): void {
    for (let from = 0; from < text.length && this.failure === undefined; from += LONGEST_STEP)
      this.#writeStep(text.slice(from, from + LONGEST_STEP));
  }

  #writeStep(text: string): void {
    this.#readCharacters += text.length;
    this.#parser.write(text);
    if (this.#readCharacters - this.#toldAtCharacters > LONGEST_PIECE) this.#fail('a tag or text without end');
    if (this.#readCharacters > LONGEST_BODY) this.#fail('a body without end');
  }

  #fail(reason: string): void {
    this.failure ??= reason;
  }

  #noteTold(): void {
    this.#toldAtCharacters = this.#readCharacters;
  }

  #addText(text: string): void {
    this.#noteTold();
    this.#text += text;
    if (this.#text.length > LONGEST_PIECE) this.#fail('a text without end');
  }

  close(): RawMultistatus | ParseFailure {
    if (this.failure === undefined) this.#parser.close();
    if (this.failure !== undefined) return { kind: 'malformed', detail: this.failure };
    return { responses: this.#responses, syncToken: this.#syncToken };
  }

  #open(name: string): void {
    this.#noteTold();
    this.#stack.push(name);
    const depth = this.#stack.length;
    if (depth > DEEPEST) this.#fail('elements inside each other without end');
    if (depth === 1 && name !== 'multistatus') this.#fail('not a multistatus');
    if (this.#isAt('multistatus/response')) this.#startResponse();
    if (this.#isAt('multistatus/response/propstat')) this.#startPropstat();
    if (depth === 6 && name === 'collection' && this.#stack[4] === 'resourcetype') this.#isCollection = true;
    // Inside a property, text of inner elements is collected into one value.
    if (depth <= 5) this.#text = '';
    else this.#text += ' ';
    if (depth === LOCK_FACT_DEPTH) this.#lockFactStart = this.#text.length;
  }

  #close(): void {
    this.#noteTold();
    if (this.#stack.length === LOCK_FACT_DEPTH && this.#stack[5] === 'activelock') this.#noteLockFact();
    const path = this.#stack.join('/');
    const text = this.#text.trim();
    const name = this.#stack.pop() ?? '';
    if (path === `multistatus/response/propstat/prop/${name}`) this.#properties.set(name, text);
    switch (path) {
      case 'multistatus/sync-token':
        this.#syncToken = text;
        break;
      case 'multistatus/response/href':
        this.#href = text;
        break;
      case 'multistatus/response/status':
        this.#status = parseStatusLine(text);
        break;
      case 'multistatus/response/propstat/status':
        this.#propstatStatus = parseStatusLine(text);
        break;
      case 'multistatus/response/propstat':
        this.#propstats.push({
          status: this.#propstatStatus,
          properties: this.#properties,
          isCollection: this.#isCollection,
        });
        break;
      case 'multistatus/response':
        this.#endResponse({ href: this.#href, status: this.#status, propstats: this.#propstats });
        break;
      default:
        break;
    }
  }

  #noteLockFact(): void {
    const key = `activelock/${this.#stack.at(-1) ?? ''}`;
    if (!this.#properties.has(key)) this.#properties.set(key, this.#text.slice(this.#lockFactStart).trim());
  }

  #endResponse(response: RawResponse): void {
    if (this.#onResponse === undefined) this.#responses.push(response);
    else this.failure ??= this.#onResponse(response);
  }

  #startResponse(): void {
    this.#href = undefined;
    this.#status = undefined;
    this.#propstats = [];
  }

  #startPropstat(): void {
    this.#propstatStatus = undefined;
    this.#properties = new Map();
    this.#isCollection = false;
  }

  #isAt(path: string): boolean {
    return this.#stack.join('/') === path;
  }
}

function parseStatusLine(text: string): number | undefined {
  const digits = /^HTTP\/[\d.]+\s+(\d{3})\b/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
