const LOCK =
  '<?xml version="1.0"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>';

/** Another program locks a file; what it gives takes the lock away. @see RFC 4918 §9.10, §9.11 */
export async function lockFile(url: string, authorization: string): Promise<() => Promise<void>> {
  const headers = { Authorization: authorization, Depth: '0', 'Content-Type': 'application/xml' };
  const answer = await fetch(url, { method: 'LOCK', headers, body: LOCK });
  await answer.text();
  const token = answer.headers.get('Lock-Token');
  if (token === null) throw new Error(`LOCK: ${answer.status}`);
  return async () => {
    const unlocked = await fetch(url, {
      method: 'UNLOCK',
      headers: { Authorization: authorization, 'Lock-Token': token },
    });
    await unlocked.text();
  };
}
