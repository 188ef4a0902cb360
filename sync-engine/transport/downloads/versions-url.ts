import type { FileId } from '../../core/model/ids.ts';
import { DAV_SERVICE, encodeSegments } from '../dav-path.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';

/** ownCloud 10 puts the id of its instance behind the number of a file; only the number names the versions. */
const NUMBER = /^0*(\d+)(?=\D)/;

/** Where the versions of a file are listed; undefined for an id that does not look like one of this server. */
export function versionsUrlOf(root: RemoteRoot, fileId: FileId): string | undefined {
  const service = root.segments.indexOf(DAV_SERVICE);
  const id = root.server.kind === 'owncloud10' ? NUMBER.exec(fileId)?.[1] : fileId;
  if (id === undefined || service < 0) return undefined;
  return root.origin + encodeSegments([...root.segments.slice(0, service + 1), 'meta', id, 'v']);
}
