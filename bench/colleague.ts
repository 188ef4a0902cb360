import type { DevServer } from '#dev-server/dev-server.ts';
import { USER } from './contenders.ts';

/** A request beside all programs. */
export interface ColleagueRequest {
  readonly method: string;
  /** Below the user's files. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Buffer;
  /** Target of a MOVE or COPY. */
  readonly to?: string;
}

/** Sends one request; throws unless it succeeds. */
export async function sendAs(server: DevServer, request: ColleagueRequest): Promise<void> {
  const { method, path, headers, content, to } = request;
  const answer = await fetch(urlOf(server, path), {
    method,
    headers: {
      authorization: toBasicHeader(),
      ...(to === undefined ? {} : { destination: urlOf(server, to) }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: new Uint8Array(content) }),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
}

/** Header that signs a request of the one account. */
export function toBasicHeader(): string {
  return `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;
}

/** Address of an item in the user's files. */
export function urlOf(server: DevServer, path: string): string {
  return (server.users[0]?.davRoot ?? '') + path.split('/').map(encodeURIComponent).join('/');
}
