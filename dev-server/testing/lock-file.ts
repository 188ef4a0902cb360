const LOCK =
  '<?xml version="1.0"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>';

/** Another program locks a file. @see RFC 4918 §9.10 */
export async function lockFile(url: string, authorization: string): Promise<void> {
  const headers = { Authorization: authorization, Depth: '0', 'Content-Type': 'application/xml' };
  const answer = await fetch(url, { method: 'LOCK', headers, body: LOCK });
  await answer.text();
  if (!answer.ok) throw new Error(`LOCK: ${answer.status}`);
}
