import { expect, it } from 'vitest';
import { Credentials } from '../auth/credentials.ts';
import { createHttpClient } from './http/http-client.ts';
import { readPushStream, splitEvents } from './push-events.ts';
import { startScriptedServer } from './scripted-server.ts';

it.each(['\n', '\r\n', '\r'])('cuts events apart at blank lines that end with %j', (end) => {
  const text = [
    'id: ',
    'data: {"a":1}',
    'event: item-moved',
    '',
    ': keep-alive',
    '',
    'data: 1',
    'data: 2',
    '',
    'data: op',
    'x',
  ].join(end);

  expect(splitEvents(text.slice(0, -1)).events).toEqual([
    { name: 'item-moved', data: '{"a":1}' },
    { name: '', data: '1\n2' },
  ]);
});

it('waits for the rest of an event', () => {
  const first = splitEvents('data: {"a"');
  const second = splitEvents(`${first.rest}:1}\r`);

  expect([first.events, second.events]).toEqual([[], []]);
  expect(splitEvents(`${second.rest}\n\r\n`).events).toEqual([{ name: '', data: '{"a":1}' }]);
});

it('tells when the stream opens, and each event with who caused it', async () => {
  const server = await startScriptedServer();
  const http = createHttpClient({
    origin: server.url,
    version: '0',
    credentials: new Credentials({ kind: 'bearer', token: 'x' }),
    upLimit: undefined,
    downLimit: undefined,
  });
  const eventOf = (initiator: string): string => `data: {"initiatorid":"${initiator}"}\nevent: item-moved\n\n`;
  server.answer(
    (_request, response) =>
      void response
        .writeHead(200, { 'Content-Type': 'text/event-stream' })
        .end(`${eventOf('one')}data: {"initiatorid":""}\nevent: file-unlocked\n\ndata: no json\n\n`),
  );
  const told: unknown[] = [];

  const error = await readPushStream(
    { http, server: { pushUrl: server.url } },
    (event) => void told.push(event),
    new AbortController().signal,
  );

  expect(told).toEqual([
    { news: 'opened' },
    { news: 'changed', initiatorId: 'one' },
    { news: 'unlocked', initiatorId: '' },
    { news: 'changed' },
  ]);
  expect(error?.code).toBe('server-unreachable');
  http.close();
  await server.close();
});

it('a stream that breaks is opened again soon: it is the server that is away, whatever broke', async () => {
  const server = await startScriptedServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n', () => response.destroy());
  });
  const http = createHttpClient({
    origin: server.url,
    version: '0',
    credentials: new Credentials({ kind: 'bearer', token: 'x' }),
    upLimit: undefined,
    downLimit: undefined,
  });

  const error = await readPushStream({ http, server: { pushUrl: server.url } }, () => {}, new AbortController().signal);

  expect(error?.code).toBe('server-unreachable');
  http.close();
  await server.close();
});
