import { setTimeout } from 'node:timers/promises';
import type { FileTree } from './scenario.ts';

/** Where a folder lies on a server, and who asks. */
export interface ServerFolderAddress {
  /** Absolute URL with a trailing slash. */
  readonly davUrl: string;
  readonly userName: string;
  readonly password: string;
}

const HREF = /<(?:\w+:)?href>([^<]*)<\/(?:\w+:)?href>/gu;

/** Reads are tried this often while the server is still busy with an upload. */
const MAX_READS = 20;

/** A folder on a server, seen without the engine: bare WebDAV requests. Throws on every answer that is not a success. */
export class ServerFolder {
  readonly #address: ServerFolderAddress;

  constructor(address: ServerFolderAddress) {
    this.#address = address;
  }

  /** Makes the folder itself and everything in the tree, directories before what they hold. */
  async create(tree: FileTree): Promise<void> {
    await this.#send('MKCOL', '');
    for (const path of Object.keys(tree).toSorted()) {
      if (path.endsWith('/')) await this.#send('MKCOL', path);
      else await this.put(path, tree[path] ?? '');
    }
  }

  /** Writes one file, whatever is there. */
  async put(path: string, text: string): Promise<void> {
    await this.#send('PUT', path, { body: text });
  }

  /** Makes one directory. */
  async makeDirectory(path: string): Promise<void> {
    await this.#send('MKCOL', path);
  }

  /** Renames or moves; the new place must be free. */
  async move(from: string, to: string): Promise<void> {
    await this.#send('MOVE', from, { headers: { Destination: this.#urlOf(to), Overwrite: 'F' } });
  }

  /** Removes a file, or a directory with everything in it. */
  async remove(path: string): Promise<void> {
    await this.#send('DELETE', path);
  }

  /** Everything below the folder. @see RFC 4918 §9.1 */
  async readTree(path = ''): Promise<FileTree> {
    const answer = await this.#send('PROPFIND', path, { headers: { Depth: '1' } });
    const ownPath = new URL(this.#address.davUrl).pathname;
    const tree: Record<string, string> = {};
    for (const [, href] of answer.matchAll(HREF)) {
      const child = decodeURIComponent((href ?? '').replaceAll('&amp;', '&')).slice(decodeURIComponent(ownPath).length);
      if (child === path) continue;
      if (child.endsWith('/')) Object.assign(tree, { [child]: '' }, await this.readTree(child));
      else tree[child] = await this.#send('GET', child);
    }
    return tree;
  }

  async #send(
    method: string,
    path: string,
    init: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<string> {
    const { userName, password } = this.#address;
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
    const url = this.#urlOf(path);
    for (let attempt = 1; ; attempt += 1) {
      const headers = { ...init.headers, authorization };
      const response = await fetch(url, { ...init, method, headers });
      const text = await response.text();
      if (response.ok) return text;
      if (response.status !== 425 || attempt === MAX_READS) throw new Error(`${method} ${path}: ${response.status}`);
      await setTimeout(20);
    }
  }

  #urlOf(path: string): string {
    return this.#address.davUrl + path.split('/').map(encodeURIComponent).join('/');
  }
}
