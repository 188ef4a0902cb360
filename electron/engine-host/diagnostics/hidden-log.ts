import { getSystemErrorMap } from 'node:util';
import { z } from 'zod';

/** Replaces a name by something that is the same each time within one diagnosis, and means nothing outside of it. */
export type Hide = (name: string) => string;

const lineSchema = z.looseObject({
  time: z.string().optional(),
  level: z.string(),
  event: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
});

/** Fields whose words are ours: codes and names of our own lists. Everything else may hold a name of somebody. */
const OWN_WORDS: ReadonlySet<string> = new Set(['code', 'reason', 'damage', 'side', 'failure', 'request']);

/** Codes have dashes, requests capitals inside. */
const OWN_WORD = /^[a-z]+(?:[A-Z][a-z]+)*(?:-[a-z]+)*$/;

/** A person or a folder may be called ERIKA or EINKAUF: only what the system and its search for names really say. */
const SYSTEM_CODES: ReadonlySet<string> = new Set([
  ...Array.from(getSystemErrorMap().values(), ([name]) => name),
  'ENOTFOUND',
  'ENODATA',
  'ESERVFAIL',
  'EREFUSED',
  'ETIMEOUT',
]);

/** Words of the system and of protocols, which say what went wrong and nothing about people. */
const SAFE_WORD =
  /^(?:ERR_(?:TLS|SSL|OSSL|HTTP2?|SOCKET|STREAM|INVALID|SYSTEM|SQLITE|FS)_[A-Z0-9_]{1,50}|[1-5]\d\d|status\.php|HTTP|TLS|PROPFIND|GET|PUT|MKCOL|MOVE|DELETE|REPORT|POST|PATCH)$/;

/**
 * Lines of the log as a helper may read them: when, what, how much, and codes; each word that could be a name of a person,
 * a file or a server is hidden. What is no line of the log is left out and counted. Pure.
 */
export function hideLog(log: string, hide: Hide): string {
  const lines = log.split('\n').filter((line) => line !== '');
  const told = lines.map((line) => toLine(line, hide));
  const unreadable = told.filter((line) => line === undefined).length;
  const note = unreadable === 0 ? [] : [JSON.stringify({ event: 'lines-left-out', fields: { count: unreadable } })];
  return [...told.filter((line) => line !== undefined), ...note].map((line) => `${line}\n`).join('');
}

function toLine(line: string, hide: Hide): string | undefined {
  const parsed = parseLine(line);
  if (parsed === undefined) return undefined;
  const { time, level, event, fields = {} } = parsed;
  const shown = Object.entries(fields).map(([field, value]) => [field, showValue(field, value, hide)] as const);
  return JSON.stringify({
    time,
    level: hideWords(level, hide, /^[a-z]{3,8}$/),
    // Events have names of ours: letters and dashes.
    event: hideWords(event, hide, /^[a-z]+(?:-[a-z]+)*$/),
    ...(shown.length === 0 ? {} : { fields: Object.fromEntries(shown) }),
  });
}

function parseLine(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function showValue(field: string, value: unknown, hide: Hide): unknown {
  return field === 'stack' && typeof value === 'string' ? toFrames(value) : hideValue(field, value, hide);
}

function hideValue(field: string, value: unknown, hide: Hide): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return hideWords(text, hide, OWN_WORDS.has(field) ? OWN_WORD : SAFE_WORD);
}

function hideWords(text: string, hide: Hide, shown: RegExp): string {
  return text.replaceAll(/[^\s:,;()[\]"']+/g, (word) =>
    shown.test(word) || SYSTEM_CODES.has(word) ? word : hide(word),
  );
}

/** Where in our own code it happened: the name of the error, and per call a function with file and line. */
function toFrames(stack: string): readonly string[] {
  const [first = '', ...rest] = stack.split('\n');
  const name = /^([A-Z]\w{0,40}Error)(?=:|$)/.exec(first)?.[1] ?? 'Error';
  const frames = rest.flatMap((line) => {
    const found = /^\s*at (?:(?:async )?([\w$.#<>]+) )?\(?.*?([\w-]+\.(?:mjs|ts|js):\d+:\d+)\)?$/.exec(line);
    return found === null ? [] : [`${found[1] ?? ''} ${found[2] ?? ''}`.trim()];
  });
  return [name, ...frames];
}
