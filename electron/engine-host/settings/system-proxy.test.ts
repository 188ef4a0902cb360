import { expect, it } from 'vitest';
import type { FromHost } from '#ipc/messages.ts';
import type { FindSystemProxy } from '#sync-engine/core/model/proxy-setting.ts';
import type { HostPort } from '../host-port.ts';
import { createSystemProxy } from './system-proxy.ts';

interface Above {
  readonly asked: readonly FromHost[];
  readonly find: FindSystemProxy;
  readonly say: (message: unknown) => void;
}

/** The process above, in our hands. */
function openPort(limitMs?: number): Above {
  const asked: FromHost[] = [];
  let say: (message: unknown) => void = () => {};
  const port: HostPort = {
    post: (message) => asked.push(message),
    onMessage: (listener) => {
      say = listener;
    },
    onClose: () => {},
  };
  return { asked, find: createSystemProxy(port, limitMs), say: (message) => say(message) };
}

it('asks the process above, and brings each answer to who asked', async () => {
  const { asked, find, say } = openPort();

  const answers = [find('https://a.example.org'), find('https://b.example.org')];
  say({ kind: 'proxy-found', id: 2, answer: 'DIRECT' });
  say({ kind: 'proxy-found', id: 9, answer: 'PROXY stranger:1' });
  say({ kind: 'proxy-found', id: 1, answer: 'PROXY proxy:3128' });

  expect(await Promise.all(answers)).toEqual(['PROXY proxy:3128', 'DIRECT']);
  expect(asked).toEqual([
    { kind: 'find-proxy', id: 1, url: 'https://a.example.org' },
    { kind: 'find-proxy', id: 2, url: 'https://b.example.org' },
  ]);
});

it('fails where the system does not know', async () => {
  const { find, say } = openPort();

  const answer = find('https://a.example.org');
  say({ kind: 'proxy-found', id: 1 });

  await expect(answer).rejects.toThrow('does not say');
});

it('fails where nobody answers in time', async () => {
  await expect(openPort(1).find('https://a.example.org')).rejects.toThrow('does not say');
});
