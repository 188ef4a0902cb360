import { expect, it } from 'vitest';
import { splitEvents } from './push-events.ts';

it.each(['\n', '\r\n', '\r'])('cuts events apart at blank lines that end with %j', (end) => {
  const text = ['id: ', 'data: {"a":1}', 'event: item-moved', '', ': keep-alive', '', 'data: 1', 'data: 2', '', 'data: op', 'x'].join(end);

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
