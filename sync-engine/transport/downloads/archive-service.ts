import type { ArchiveService } from '../servers/remote-root.ts';
import type { Archiver, Capabilities } from '../servers/server-answers.ts';
import type { ServerAddress } from '../servers/server-url.ts';

/** Before this, items were named by path. */
const FIRST_MAJOR_WITH_IDS = 2;

/** Finds the service that makes tar files of items by their ids, and where it is. Pure. */
export function findArchiveService(capabilities: Capabilities, address: ServerAddress): ArchiveService | undefined {
  const offered = capabilities.files?.archivers?.find((archiver) => archiver !== undefined && isUsable(archiver));
  const url = offered === undefined ? undefined : findUrl(offered.archiver_url, address);
  return offered === undefined || url === undefined
    ? undefined
    : {
        url,
        maxFiles: offered.max_num_files ?? Number.POSITIVE_INFINITY,
        maxBytes: offered.max_size ?? Number.POSITIVE_INFINITY,
      };
}

function isUsable({ enabled, version, formats }: Archiver): boolean {
  return enabled && Number.parseInt(version, 10) >= FIRST_MAJOR_WITH_IDS && formats.includes('tar');
}

/** The server may know itself by another host, and must not send us to one: only the path of what it says is used. */
function findUrl(text: string, { origin, basePath }: ServerAddress): string | undefined {
  const url = URL.parse(text, `${origin}${basePath}/`);
  return url === null ? undefined : origin + url.pathname;
}
