import { parseAnswer, refuseRequest } from './answer.ts';
import type { Answer, RequestInput, RequestName, RequestOutput } from './contract.ts';
import { requests } from './contract.ts';
import type { WindowEvent } from './window-event.ts';

/**
 * All that a window can do: one method per request of the contract, and a stream of events. The preload script gives it
 * as `window.bayernbox`, browser mode over a WebSocket; windows cannot tell the difference.
 */
export type DesktopApi = {
  readonly [Name in RequestName]: (input: RequestInput<Name>) => Promise<Answer<RequestOutput<Name>>>;
} & {
  /** Hears everything from now on, until the returned function is called. */
  readonly onEvent: (listener: (event: WindowEvent) => void) => () => void;
};

/** Carries a request to the shell and brings what it answered, unread. */
export type SendRequest = (name: RequestName, input: unknown) => Promise<unknown>;

/** The api over any carrier. What comes back is held against the contract. */
export function createDesktopApi(send: SendRequest, onEvent: DesktopApi['onEvent']): DesktopApi {
  const ask = async (name: RequestName, input: unknown): Promise<Answer<unknown>> => {
    const parsed = requests[name].input.safeParse(input);
    return parsed.success ? parseAnswer(name, await send(name, parsed.data)) : refuseRequest('invalid-request');
  };
  const names = Object.keys(requests) as RequestName[];
  const methods = Object.fromEntries(names.map((name) => [name, (input: unknown) => ask(name, input)]));
  return { ...methods, onEvent } as unknown as DesktopApi;
}
