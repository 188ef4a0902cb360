import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretStore } from '../../secrets/secrets.ts';

/** A store under test; `reopen` gives another one on the same secrets. */
export interface SecretStoreBench {
  readonly store: SecretStore;
  reopen(): SecretStore;
  dispose(): Promise<void> | void;
}

/** What every `SecretStore` does. Run against the fake and against a real keychain. */
export function describeSecretStore(name: string, open: () => Promise<SecretStoreBench> | SecretStoreBench): void {
  describe(name, () => {
    let bench: SecretStoreBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.dispose());
    const read = async (key: string, store = bench.store): Promise<string | undefined> => {
      const outcome = await store.read(key);
      if (!outcome.ok) throw new Error(outcome.detail);
      return outcome.value;
    };

    it('has nothing under a key that was never written', async () => {
      expect(await read('nobody')).toBeUndefined();
    });

    it('keeps a secret for whoever opens it next', async () => {
      expect(await bench.store.write('a', 'geheim')).toMatchObject({ ok: true });

      expect(await read('a', bench.reopen())).toBe('geheim');
    });

    it('keeps one secret per key and replaces it', async () => {
      await bench.store.write('a', 'first');
      await bench.store.write('b', 'other');
      await bench.store.write('a', 'second');

      expect([await read('a'), await read('b')]).toEqual(['second', 'other']);
    });

    it.each([
      ['umlauts, emoji and line feeds', 'pässwörd 🔑\nzweite Zeile'],
      ['JSON', JSON.stringify({ refreshToken: '"x"' })],
      ['a token of 2,400 bytes', 'x'.repeat(2400)],
    ])('keeps %s byte by byte', async (_what, secret) => {
      await bench.store.write('a', secret);

      expect(await read('a')).toBe(secret);
    });

    it('forgets what is removed, and removing nothing is no failure', async () => {
      await bench.store.write('a', 'geheim');

      const outcomes = [await bench.store.remove('a'), await bench.store.remove('a')];

      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
      expect(await read('a')).toBeUndefined();
    });
  });
}
