import { z } from 'zod';
import type { SyncError } from '../core/model/sync-error.ts';
import { readFacts, toBodyError, toUseless } from './http/http-answer.ts';
import type { HttpAnswer } from './http/http-answer.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import type { StreamEvent } from './http/shared-stream.ts';
import { createError, toAnswerError, withRequestId } from './http/status-outcome.ts';

/** One event of a stream; what is not told stays `''`. */
export interface PushEvent {
  readonly name: string;
  readonly data: string;
}

/** What reading events needs of a connection. */
export interface PushRoot {
  readonly http: RemoteRoot['http'];
  readonly server: Pick<RemoteRoot['server'], 'pushUrl'>;
}

const echoSchema = z.object({ initiatorid: z.string() });
const LONGEST_EVENT = 1024 * 1024;

/**
 * Reads server-sent events until the signal aborts (then undefined) or the stream breaks (then the reason). There is
 * no replay and no sign of life between events: the opening of a stream is told like an event, because whatever
 * happened before it is only found by looking. Each event comes with the id of the client that caused it, where it is
 * told; our own ids come back in echoes.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function readPushStream(
  root: PushRoot,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  const url = root.server.pushUrl;
  if (url === undefined) return createError('unexpected-answer', 'this server has no events');
  const result = await root.http.send({
    method: 'GET',
    url,
    headers: { Accept: 'text/event-stream' },
    inactivityMs: 0,
    isEndless: true,
    signal,
  });
  if (result.kind === 'no-answer') return signal.aborted ? undefined : result.error;
  const { answer } = result;
  if (answer.status !== 200) return toAnswerError(await readFacts(answer));
  if (!(answer.header('content-type') ?? '').startsWith('text/event-stream')) {
    answer.body.destroy();
    return toUseless(answer, 'no event stream');
  }
  // No event tells what happened before now.
  onEvent({ news: 'opened' });
  return readEvents(answer, onEvent, signal);
}

async function readEvents(
  answer: HttpAnswer,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      const { events, rest: open } = splitEvents(rest + decoder.decode(chunk, { stream: true }));
      rest = open;
      if (rest.length > LONGEST_EVENT) return createError('unexpected-answer', 'an event without end');
      for (const event of events) onEvent(toStreamEvent(event));
    }
  } catch (thrown) {
    return signal.aborted ? undefined : toStreamEnd(toBodyError(thrown, answer).detail, answer);
  }
  return signal.aborted ? undefined : toStreamEnd('GET 200: the event stream ended', answer);
}

/** However a stream ends, it is opened again as soon as the server is there. */
function toStreamEnd(detail: string, { requestId }: HttpAnswer): SyncError {
  return withRequestId(createError('server-unreachable', detail), requestId);
}

/** Cuts complete events, ended by a blank line, from the front of a text. Comments and events without data are dropped. */
export function splitEvents(text: string): { readonly events: readonly PushEvent[]; readonly rest: string } {
  // A lone CR at the end may be the first half of CR LF: it waits for the next piece.
  const isHalf = text.endsWith('\r');
  const blocks = (isHalf ? text.slice(0, -1) : text).replaceAll(/\r\n?/g, '\n').split('\n\n');
  const rest = (blocks.pop() ?? '') + (isHalf ? '\r' : '');
  const events = blocks.map(parseEvent).filter((event) => event.data !== '' || event.name !== '');
  return { events, rest };
}

function parseEvent(block: string): PushEvent {
  const fields = block.split('\n').map((line) => /^(event|data):? ?(.*)$/s.exec(line));
  const valuesOf = (name: string): string =>
    fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : [])).join('\n');
  return { name: valuesOf('event'), data: valuesOf('data') };
}

function toStreamEvent(event: PushEvent): StreamEvent {
  const initiatorId = findInitiator(event);
  const news = event.name === 'file-unlocked' ? 'unlocked' : 'changed';
  return { news, ...(initiatorId === undefined ? {} : { initiatorId }) };
}

function findInitiator(event: PushEvent): string | undefined {
  try {
    return echoSchema.safeParse(JSON.parse(event.data)).data?.initiatorid;
  } catch {
    // An event in words we do not know is a reason to look all the same.
    return undefined;
  }
}
