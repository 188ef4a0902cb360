import { createFetcher } from './http/fetch.ts';
import { STRICT_TRUST } from './http/tls-trust.ts';

/** Fetches one address with the trust store and the proxy of this environment and tells how that ended. For tests only. */
const proxy = { kind: 'environment', variables: process.env } as const;
const fetcher = createFetcher({ version: '1.2.3', inactivityMs: 5000, trust: STRICT_TRUST, proxy });
const { signal } = new AbortController();
const result = await fetcher.fetch(process.argv[2] ?? '', { method: 'GET', headers: { 'X-Secret': 'geheim' }, signal });
process.stdout.write(JSON.stringify(result));
process.exit();
