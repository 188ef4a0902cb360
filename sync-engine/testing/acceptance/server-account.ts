import { createHash } from 'node:crypto';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { FolderContent } from './folder-content.ts';

/** One user's files on the server, seen and changed without the engine. */
export interface ServerAccount {
  put(path: string, body: string): Promise<void>;
  makeDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** A directory with all below it, in one request. */
  copy(from: string, to: string): Promise<void>;
  /** SHA-1 of every file and the word `directory` for every directory. */
  readContent(): Promise<FolderContent>;
}

const LISTING =
  '<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">' +
  '<d:prop><d:resourcetype/><d:getcontentlength/><oc:checksums/></d:prop></d:propfind>';

/** The server must allow listings of infinite depth. */
export function openAccount(
  server: DevServer,
  user: { readonly name: string; readonly password: string },
): ServerAccount {
  const davRoot = server.users.find(({ name }) => name === user.name)?.davRoot;
  if (davRoot === undefined) throw new Error(`no user ${user.name}`);
  const urlOf = (path: string): string => davRoot + path.split('/').map(encodeURIComponent).join('/');
  const authorization = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  const send = async (
    method: string,
    path: string,
    { headers, body }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ): Promise<string> => {
    const answer = await fetch(urlOf(path), {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  };
  return {
    put: async (path, body) => void (await send('PUT', path, { body })),
    makeDirectory: async (path) => void (await send('MKCOL', path)),
    remove: async (path) => void (await send('DELETE', path)),
    copy: async (from, to) => void (await send('COPY', from, { headers: { destination: urlOf(to) } })),
    async readContent() {
      const text = await send('PROPFIND', '', { headers: { depth: 'infinity' }, body: LISTING });
      return parseListing(text, new URL(davRoot).pathname);
    },
  };
}

function parseListing(text: string, rootPath: string): FolderContent {
  const content: Record<string, string> = {};
  for (const [response] of text.matchAll(/<d:response>.*?<\/d:response>/gsu)) {
    const href = decodeURIComponent(unescapeXml(/<d:href>([^<]*)<\/d:href>/u.exec(response)?.[1] ?? ''));
    const path = href.slice(decodeURIComponent(rootPath).length).replace(/\/$/u, '');
    if (path === '') continue;
    const isDirectory = response.includes('<d:collection');
    content[path] = isDirectory ? 'directory' : hashOf(response);
  }
  return content;
}

/** The server keeps no checksum of an empty file. */
function hashOf(response: string): string {
  if (response.includes('<d:getcontentlength>0<')) return createHash('sha1').digest('hex');
  return /SHA1:([0-9a-f]{40})/u.exec(response)?.[1] ?? 'no checksum';
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
