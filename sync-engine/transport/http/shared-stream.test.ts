import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { SharedStream } from './shared-stream.ts';
import type { ReadStream, StreamEvent } from './shared-stream.ts';
import { createError } from './status-outcome.ts';
import type { PushNews } from '../transport.ts';

/** Streams of a server, in the hands of the test. */
interface Opened {
  readonly tell: (news: PushNews) => void;
  readonly signal: AbortSignal;
  readonly end: (error: SyncError | undefined) => void;
}

let clock: FakeClock;
let shared: SharedStream;
let opened: Opened[];

beforeEach(() => {
  clock = new FakeClock();
  shared = new SharedStream(clock);
  opened = [];
});

const read: ReadStream = (tell, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    opened.push({ tell: (news) => tell({ news }), signal, end: resolve });
  });

interface Listening {
  readonly heard: readonly PushNews[];
  readonly ended: Promise<SyncError | undefined>;
  readonly stop: () => void;
  readonly renew: () => void;
  /** The same listener, after its stream has ended. */
  readonly listenAgain: () => Listening;
}

function listen(key = 'events', stop = new AbortController()): Listening {
  const [renew, heard] = [new AbortController(), [] as PushNews[]];
  const onEvent = ({ news }: StreamEvent): void => void heard.push(news);
  return {
    heard,
    ended: shared.listen(key, read, { onEvent, signal: stop.signal, renewal: renew.signal }),
    stop: () => stop.abort(),
    renew: () => renew.abort(),
    listenAgain: () => listen(key, stop),
  };
}

it('is opened once for all who listen, and each hears everything', () => {
  const [first, second] = [listen(), listen()];
  opened[0]?.tell('opened');
  opened[0]?.tell('changed');

  expect(opened).toHaveLength(1);
  expect([first.heard, second.heard]).toEqual([
    ['opened', 'changed'],
    ['opened', 'changed'],
  ]);
});

it('tells who joins later that it is open', () => {
  listen();
  opened[0]?.tell('opened');

  expect(listen().heard).toEqual(['opened']);
});

it('ends when the last one leaves, not before', async () => {
  const [first, second] = [listen(), listen()];

  first.stop();
  expect(await first.ended).toBe(undefined);
  opened[0]?.tell('unlocked');
  expect([opened[0]?.signal.aborted, first.heard, second.heard]).toEqual([false, [], ['unlocked']]);

  second.stop();
  await second.ended;
  expect(opened[0]?.signal.aborted).toBe(true);
});

it('breaks for all, and is opened again once', async () => {
  const broken = createError('server-unreachable', 'fake');
  const before = [listen(), listen(), listen()];
  opened[0]?.end(broken);

  expect(await Promise.all(before.map(({ ended }) => ended))).toEqual([broken, broken, broken]);
  for (const _ of before) listen();
  expect(opened).toHaveLength(2);
});

it('ends for all when one says that it may be dead, however young it is', async () => {
  const [first, second] = [listen(), listen()];
  opened[0]?.tell('opened');

  first.renew();
  expect(await Promise.all([first.ended, second.ended])).toEqual([undefined, undefined]);
  expect(opened[0]?.signal.aborted).toBe(true);
});

it('is not renewed again by another one that finds out a moment later, but by whoever finds out twice', async () => {
  const [first, second] = [listen(), listen()];
  first.renew();
  await Promise.all([first.ended, second.ended]);

  const [firstAgain, secondAgain] = [first.listenAgain(), second.listenAgain()];
  opened[1]?.tell('opened');
  secondAgain.renew();
  expect(await secondAgain.ended).toBe(undefined);
  expect([opened.length, opened[1]?.signal.aborted]).toEqual([2, false]);

  const secondOnceMore = second.listenAgain();
  secondOnceMore.renew();
  expect(await Promise.all([firstAgain.ended, secondOnceMore.ended])).toEqual([undefined, undefined]);
  expect(opened[1]?.signal.aborted).toBe(true);
});

it('is renewed by another one that finds out long after', async () => {
  const [first, second] = [listen(), listen()];
  first.renew();
  await Promise.all([first.ended, second.ended]);

  const [firstAgain, secondAgain] = [first.listenAgain(), second.listenAgain()];
  await clock.advance(60_000);
  secondAgain.renew();
  expect(await Promise.all([firstAgain.ended, secondAgain.ended])).toEqual([undefined, undefined]);
  expect(opened[1]?.signal.aborted).toBe(true);
});

it('is another one for another address', () => {
  listen('one');
  listen('other');

  expect(opened).toHaveLength(2);
});

it('is not opened for who has left already', async () => {
  const [stop, never] = [AbortSignal.abort(), new AbortController().signal];

  expect(await shared.listen('events', read, { onEvent: () => {}, signal: stop, renewal: never })).toBe(undefined);
  expect(opened).toHaveLength(0);
});
