import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '../dev-server.ts';
import type { DevServer } from '../dev-server.ts';
import type { DevServerOptions, ProfileKind } from '../server-options.ts';

/** One answer, whole. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request of a test. `path` is relative to anna's tree, or absolute on the server when it starts with a slash. */
export interface TestRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** `name:password`; default anna; `undefined` given as empty text sends none. */
  readonly credentials?: string;
}

/** Method, path, headers and body. */
export type SimpleRequest = readonly [
  method: string,
  path: string,
  headers?: Readonly<Record<string, string>>,
  body?: string,
];

/** A server on a directory of its own, with the users anna and bernd (passwords `pw`). */
export interface TestServer extends AsyncDisposable {
  readonly server: DevServer;
  readonly dataDirectory: string;
  /** Path of anna's tree, with a trailing slash. */
  readonly root: string;
  send(request: TestRequest): Promise<TestAnswer>;
  /** Only the status of a simple request. */
  status(...request: SimpleRequest): Promise<number>;
  /** The etag of an item, with quotes. */
  etag(path: string): Promise<string>;
  /** Content of one property of an item, or undefined. */
  property(path: string, name: string): Promise<string | undefined>;
  /** Stops and starts again on the same data. */
  restart(): Promise<void>;
}

/** Users of every test server. */
const USERS = [
  { name: 'anna', password: 'pw' },
  { name: 'bernd', password: 'pw' },
] as const;

/** Starts a server for one test. */
export async function startTestServer(
  profile: ProfileKind,
  options: Partial<DevServerOptions> = {},
): Promise<TestServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bayernbox-dev-server-'));
  const all: DevServerOptions = { users: USERS, ...options, profile, dataDirectory };
  let server = await startDevServer(all);
  const rootOf = (): string => new URL(server.users[0]?.davRoot ?? '').pathname;
  const send = (request: TestRequest): Promise<TestAnswer> => sendTo(server.url, rootOf(), request);
  return {
    get server() {
      return server;
    },
    dataDirectory,
    get root() {
      return rootOf();
    },
    send,
    status: async (...[method, path, headers = {}, body = '']) => (await send({ method, path, headers, body })).status,
    etag: async (path) => (await propertyOf(send, path, 'd:getetag'))?.replaceAll('&quot;', '"') ?? '',
    property: (path, name) => propertyOf(send, path, name),
    restart: async () => {
      await server.close();
      server = await startDevServer(all);
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function propertyOf(
  send: (request: TestRequest) => Promise<TestAnswer>,
  path: string,
  name: string,
): Promise<string | undefined> {
  const answer = await send({
    method: 'PROPFIND',
    path,
    headers: { Depth: '0', Prefer: 'return=minimal' },
    body: propfindBody(name),
  });
  return (
    new RegExp(`<${name}>(.*?)</${name}>`, 'su').exec(answer.text)?.[1] ??
    (answer.text.includes(`<${name}/>`) ? '' : undefined)
  );
}

/** A PROPFIND body for properties with the prefixes `d:` and `oc:`. */
export function propfindBody(...names: readonly string[]): string {
  return `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>${names.map((name) => `<${name}/>`).join('')}</d:prop></d:propfind>`;
}

/** All hrefs of a multistatus, in order. */
export function hrefsIn(text: string): readonly string[] {
  return [...text.matchAll(/<d:response><d:href>(.*?)<\/d:href>/gu)].map((match) => match[1] ?? '');
}

/** Sends one request on a connection of its own. Rejects when the connection breaks. */
export function sendTo(
  url: string,
  root: string,
  { method, path, headers = {}, body = '', credentials = 'anna:pw' }: TestRequest,
): Promise<TestAnswer> {
  const { hostname, port } = new URL(url);
  const authorization =
    credentials === '' || headers['Authorization'] !== undefined
      ? {}
      : { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  const length =
    headers['Transfer-Encoding'] === undefined ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      hostname,
      port,
      method,
      path: path.startsWith('/') ? path : root + path,
      agent: false,
      headers: { ...length, ...authorization, ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    request.end(body);
  });
}

/** Polls until a condition holds; fails after half a minute. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
