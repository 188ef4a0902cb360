import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tree as plain facts: path → SHA-256 of a file's bytes, or `directory`. Independent of the engine's code. */
export type Content = ReadonlyMap<string, string>;

/** Reads a folder; the client's private folder at its top is not part of it. */
export function readFolder(root: string): Content {
  const content = new Map<string, string>();
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (path === '.bayernbox') continue;
      if (entry.isDirectory()) {
        content.set(path, 'directory');
        pending.push(path);
      } else if (entry.isFile()) content.set(path, hash(readFileSync(join(root, path))));
      else content.set(path, 'neither file nor directory');
    }
  }
  return content;
}

/** How a server is asked for its tree. */
export interface ServerAccess {
  /** WebDAV address of the root, with a slash at its end. */
  readonly davRoot: string;
  readonly user: string;
  readonly password: string;
}

/** GETs at once. */
const LANES = 8;

/** Reads a server's whole tree with plain PROPFIND and GET. */
export async function readServer({ davRoot, user, password }: ServerAccess): Promise<Content> {
  const content = new Map<string, string>();
  const headers = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const rootPath = new URL(davRoot).pathname;
  const files: string[] = [];
  const pending = [rootPath];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const answer = await fetch(new URL(at, davRoot), { method: 'PROPFIND', headers: { ...headers, Depth: '1' } });
    if (answer.status !== 207) throw new Error(`PROPFIND ${at} answered ${answer.status}`);
    for (const { href, isDirectory } of parseAnswer(await answer.text())) {
      if (trimSlash(href) === trimSlash(at)) continue;
      if (isDirectory) {
        content.set(toPath(href, rootPath), 'directory');
        pending.push(href);
      } else files.push(href);
    }
  }
  const lanes = Array.from({ length: LANES }, async () => {
    for (let href = files.pop(); href !== undefined; href = files.pop()) {
      const answer = await fetch(new URL(href, davRoot), { headers });
      if (answer.status !== 200) throw new Error(`GET ${href} answered ${answer.status}`);
      content.set(toPath(href, rootPath), hash(Buffer.from(await answer.arrayBuffer())));
    }
  });
  await Promise.all(lanes);
  return content;
}

/** One path at which a tree is not what it should be. */
export interface Difference {
  readonly path: string;
  readonly kind: 'missing' | 'additional' | 'different';
}

/** Every way in which `actual` differs from `expected`, by path; empty when they are equal byte for byte. */
export function findDifferences(expected: Content, actual: Content): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [path, value] of expected) {
    const other = actual.get(path);
    if (other === undefined) differences.push({ path, kind: 'missing' });
    else if (other !== value) differences.push({ path, kind: 'different' });
  }
  for (const path of actual.keys()) if (!expected.has(path)) differences.push({ path, kind: 'additional' });
  return differences.toSorted((a, b) => a.path.localeCompare(b.path));
}

/** The content after a file was written. */
export function withFile(content: Content, path: string, text: string): Content {
  return new Map([...content, [path, hash(Buffer.from(text))]]);
}

/** The content after a file was deleted. */
export function withoutFile(content: Content, path: string): Content {
  return new Map([...content].filter(([other]) => other !== path));
}

/** The content after a folder was renamed, with everything in it. */
export function withRenamedFolder(content: Content, from: string, to: string): Content {
  const rename = (path: string): string =>
    path === from || path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : path;
  return new Map([...content].map(([path, value]) => [rename(path), value]));
}

function parseAnswer(xml: string): readonly { readonly href: string; readonly isDirectory: boolean }[] {
  return xml
    .split(/<[a-z]+:response>/i)
    .slice(1)
    .map((part) => ({
      href: unescapeXml(/<[a-z]+:href>([^<]+)<\//i.exec(part)?.[1] ?? ''),
      isDirectory: /<[a-z]+:collection\s*\/>/i.test(part),
    }));
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function toPath(href: string, rootPath: string): string {
  return trimSlash(decodeURIComponent(href).slice(decodeURIComponent(rootPath).length));
}

function trimSlash(text: string): string {
  return text.replace(/\/$/, '');
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
