/** What a person sees and does, without a window: follows redirects with cookies and fills in the sign-in form. */
export class HeadlessBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #visited: string[] = [];

  /** All addresses that were opened, in order. */
  get visited(): readonly string[] {
    return this.#visited;
  }

  /** Opens an address, signs in where a form asks for it, and resolves with the text of the last page. */
  async signIn(address: string, person: { readonly name: string; readonly password: string }): Promise<string> {
    const page = await this.open(address);
    const action = /<form[^>]* action="([^"]+)"/u.exec(page.text)?.[1];
    if (action === undefined) return page.text;
    const body = new URLSearchParams({ login: person.name, password: person.password }).toString();
    const url = new URL(action.replaceAll('&amp;', '&'), page.url).href;
    return (await this.open(url, body)).text;
  }

  /** Opens an address and follows where it leads; with a body the first request is a POST. */
  async open(address: string, form?: string): Promise<{ readonly url: string; readonly text: string }> {
    let [url, body] = [address, form];
    for (let hop = 0; hop < 20; hop += 1) {
      this.#visited.push(url);
      const { origin } = new URL(url);
      const cookie = [...this.#cookies].flatMap(([key, pair]) => (key.startsWith(origin) ? [pair] : [])).join('; ');
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(body === undefined ? {} : { method: 'POST', body }),
      });
      for (const line of response.headers.getSetCookie()) {
        const pair = line.split(';')[0] ?? '';
        this.#cookies.set(`${origin} ${pair.split('=')[0]}`, pair);
      }
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null || response.status < 300 || response.status > 399) return { url, text };
      [url, body] = [new URL(location, url).href, undefined];
    }
    throw new Error('redirects without end');
  }
}
