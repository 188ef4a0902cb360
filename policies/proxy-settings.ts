import { z } from 'zod';

const NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._-]{0,251}[\p{L}\p{N}_])?$/u;
/** A name that ends in a number is an address of version 4, or none at all. */
const LIKE_ADDRESS_4 = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;
const ADDRESS_4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?=.)|$)){4}$/;
const ADDRESS_6 = /^[0-9a-f:.]{2,45}$/i;
/** How many entries a bypass list can have. */
export const LONGEST_BYPASS = 500;

/** The name or address of a proxy as a request needs it: those of version 6 in brackets; undefined when it is neither. */
export function parseProxyHost(text: string): string | undefined {
  const trimmed = text.trim();
  const address = /^\[(.*)\]$/.exec(trimmed)?.[1] ?? trimmed;
  if (ADDRESS_6.test(address) && address.includes(':')) return `[${address}]`;
  const isHost = LIKE_ADDRESS_4.test(trimmed) ? ADDRESS_4.test(trimmed) : NAME.test(trimmed);
  return isHost ? trimmed : undefined;
}

/** A whole number that a port can have; undefined when it is none. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Entries of a list that a person typed, separated by commas, semicolons or blanks. */
export function splitBypass(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '');
}

/**
 * True for what a bypass list can hold: `*`, `<local>`, names with or without a port, `.domain`, `*.domain`, addresses,
 * ranges and subnets of them.
 */
export function isBypassEntry(entry: string): boolean {
  if (entry === '*' || entry === '<local>') return true;
  const [, hosts = '', end] = /^(.*?)(?:\/(\d{1,3})|-([\d.]+))?$/.exec(entry) ?? [];
  if (end !== undefined && Number(end) > 128) return false;
  const [, name = '', port] = /^(?:\*\.|\.)?(.*?)(?::(\d{1,5}))?$/.exec(hosts) ?? [];
  const isPort = port === undefined || parsePort(port) !== undefined;
  return (isPort && NAME.test(name)) || parseProxyHost(hosts) !== undefined;
}

/** How servers are reached. The password is never part of it. */
export const proxySettingsSchema = z.discriminatedUnion('kind', [
  /** What the system says; where it cannot be asked, the environment. */
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('direct') }),
  z.object({
    kind: z.literal('manual'),
    /** How the proxy itself is spoken to. */
    scheme: z.enum(['http', 'https']),
    host: z.string().refine((host) => parseProxyHost(host) === host, 'no host'),
    port: z.number().int().min(1).max(65_535),
    /** What is reached without it. */
    bypass: z.array(z.string().max(300).refine(isBypassEntry, 'no host')).max(LONGEST_BYPASS).readonly(),
    /** Absent: the proxy asks nobody who they are. */
    userName: z.string().min(1).max(500).optional(),
  }),
]);
export type ProxySettings = z.infer<typeof proxySettingsSchema>;

/** The settings, and where the password is: `unreadable` when the keychain does not tell. */
export const proxyViewSchema = z.object({
  settings: proxySettingsSchema,
  password: z.enum(['missing', 'in-keychain', 'until-exit', 'unreadable']),
});
export type ProxyView = z.infer<typeof proxyViewSchema>;
