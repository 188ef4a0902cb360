import { randomInt } from 'node:crypto';
import { emptyAnswer, jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account, TokenEntry } from '../store/accounts.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_LENGTH = 16;
const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000 };

/** `/auth-app/tokens` of Infinite Scale: make, list and delete app tokens. The token itself is shown once. */
export function answerAppTokens(context: ServerContext, exchange: Exchange, account: Account): Answer {
  const { accounts } = context.store;
  switch (exchange.method) {
    case 'GET':
      return jsonAnswer(
        200,
        accounts.listTokens(account).map((entry) => describe(entry, entry.hash)),
      );
    case 'POST': {
      const lifeMs = parseDuration(exchange.query.get('expiry') ?? '');
      if (lifeMs === undefined) return emptyAnswer(400);
      const token = Array.from({ length: TOKEN_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('');
      const label = exchange.query.get('label') ?? 'Generated via API';
      return jsonAnswer(
        200,
        describe(accounts.addToken(account, token, { label, expiresMs: context.now() + lifeMs }), token),
      );
    }
    case 'DELETE':
      return emptyAnswer(accounts.removeToken(account, exchange.query.get('token') ?? '') ? 200 : 500);
    default:
      return emptyAnswer(405);
  }
}

/** A duration such as `72h` or `90s` in milliseconds. */
function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6})([hms])$/u.exec(text);
  const unitMs = UNIT_MS[match?.[2] ?? ''];
  return match === null || unitMs === undefined ? undefined : Number(match[1]) * unitMs;
}

function describe(entry: TokenEntry, shown: string): unknown {
  return {
    token: shown,
    expiration_date: entry.expiresMs === undefined ? null : new Date(entry.expiresMs).toISOString(),
    created_date: new Date(entry.createdMs).toISOString(),
    label: entry.label,
  };
}
