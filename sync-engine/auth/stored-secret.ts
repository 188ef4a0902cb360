import { z } from 'zod';

/** What lies in the keychain for one account. */
export type StoredSecret =
  | { readonly kind: 'refresh-token'; readonly refreshToken: string }
  | { readonly kind: 'password'; readonly userName: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

const storedSecretSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refresh-token'), refreshToken: z.string().min(1) }),
  z.object({ kind: z.literal('password'), userName: z.string().min(1), password: z.string() }),
  z.object({ kind: z.literal('token'), token: z.string().min(1) }),
]);

/** Reads what the keychain holds; undefined for what this program has not written. */
export function parseStoredSecret(text: string): StoredSecret | undefined {
  try {
    return storedSecretSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
