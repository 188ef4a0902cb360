import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { parentPath, parseRelativePath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { FakeServer } from '#sync-engine/transport/fake-server.ts';
import type { CatalogueStep } from './entry.ts';

/** A path as the data writes it. Throws on what is none: then the data is wrong. */
export function toPath(text: string): RelativePath {
  const path = parseRelativePath(text);
  if (path === undefined) throw new RangeError(`not a path: ${text}`);
  return path;
}

/** A person acts on this computer. */
export function actHere({ user, disk }: FakeFolder, steps: readonly CatalogueStep[]): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'write':
        user.writeFile(step.path, step.text);
        break;
      case 'write-keeping-time': {
        const timeMs = Number((disk.find(toPath(step.path))?.mtimeNs ?? 0n) / 1_000_000n);
        user.writeFile(step.path, step.text);
        user.setModificationTime(step.path, timeMs);
        break;
      }
      case 'save-anew':
        user.saveByRename(step.path, step.text);
        break;
      case 'touch':
        user.setModificationTime(step.path, Number(disk.nowNs / 1_000_000n));
        break;
      case 'remove':
        user.remove(step.path);
        break;
      case 'move':
        user.makeDirectory(parentPath(toPath(step.to)));
        user.rename(step.from, step.to);
        break;
      case 'make-directory':
        user.makeDirectory(step.path);
        break;
      case 'replace-by-link':
      case 'renew-id':
      case 'mount':
      case 'permit':
      case 'offer':
      case 'damage':
        throw new Error(`${step.kind} is no step of this side`);
      default:
        throw new Error(step satisfies never);
    }
  }
}

/** Somebody acts on the server. */
export function actThere(server: FakeServer, steps: readonly CatalogueStep[]): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'write':
        ensureDirectory(server, parentPath(toPath(step.path)));
        server.writeFile(step.path, step.text);
        break;
      case 'remove':
        server.remove(step.path);
        break;
      case 'move':
        ensureDirectory(server, parentPath(toPath(step.to)));
        server.move(step.from, step.to);
        break;
      case 'make-directory':
        server.makeDirectory(step.path);
        break;
      case 'renew-id': {
        const text = server.readFile(step.path) ?? '';
        const { mtimeMs } = server.getEntry(step.path);
        server.remove(step.path);
        server.writeFile(step.path, text, mtimeMs);
        break;
      }
      case 'mount':
        ensureDirectory(server, parentPath(toPath(step.path)));
        server.mount(step.from, step.path);
        break;
      case 'offer':
        server.getNode(step.path).checksumText = step.checksums;
        break;
      case 'permit':
        server.permit(step.path, step.letters);
        break;
      case 'damage':
        server.getNode(step.path).isDamaged = true;
        break;
      case 'touch':
      case 'write-keeping-time':
      case 'save-anew':
      case 'replace-by-link':
        throw new Error(`${step.kind} is no step of the server`);
      default:
        throw new Error(step satisfies never);
    }
  }
}

function ensureDirectory(server: FakeServer, path: RelativePath): void {
  if (path !== ROOT_PATH && server.tree.find(path) === undefined) server.makeDirectory(path);
}
