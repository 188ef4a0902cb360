import { BlockList, isIP } from 'node:net';

/**
 * True when an entry of a bypass list that Node's agents cannot read covers this host: `<local>`, for names without a
 * dot, and subnets such as `10.0.0.0/8`. What is no such entry covers nothing here.
 */
export function isCovered(hostname: string, entry: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(host);
  if (entry === '<local>') return version === 0 && !host.includes('.');
  const [, subnet = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (version === 0 || isIP(subnet) !== version || Number(length) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(subnet, Number(length), family);
  return list.check(host, family);
}
