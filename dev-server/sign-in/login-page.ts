import { escapeXml } from '../dav/xml.ts';

/** A page with a form for name and password. `action` is where it goes. */
export function renderLoginPage(page: {
  readonly action: string;
  readonly isWrong: boolean;
  readonly hint: string;
}): string {
  const note = page.isWrong ? '<p role="alert">Name or password is wrong.</p>' : '';
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Sign in</title><h1>Sign in</h1>${note}
<form method="post" action="${escapeXml(page.action)}"><label>Name <input name="login" value="${escapeXml(page.hint)}" required></label>
<label>Password <input name="password" type="password" required></label><button>Sign in</button></form></html>`;
}
