/** Prints the demo: numbered steps, facts, and the end. German unless the locale says otherwise. */
export class Presenter {
  readonly #isGerman: boolean;
  readonly #write: (text: string) => void;
  #step = 0;
  #stepStartMs = 0;

  constructor(environment: Readonly<Record<string, string | undefined>>, write: (text: string) => void) {
    const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(Boolean) ?? 'de';
    this.#isGerman = /^(?:de|c|posix)(?:[_.@-]|$)/i.test(locale);
    this.#write = write;
  }

  step(german: string, english: string): void {
    this.#step += 1;
    this.#stepStartMs = performance.now();
    this.#write(`\n${this.#step}. ${this.choose(german, english)}\n`);
  }

  fact(german: string, english: string): void {
    this.#write(`   ✓ ${this.choose(german, english)} (${this.#seconds()} s)\n`);
  }

  line(german: string, english: string): void {
    this.#write(`   ${this.choose(german, english)}\n`);
  }

  failure(german: string, english: string): void {
    this.#write(`   ✗ ${this.choose(german, english)}\n`);
  }

  /** The last words, apart from the steps. */
  end(german: string, english: string): void {
    this.#write(`\n${this.choose(german, english)}\n`);
  }

  choose(german: string, english: string): string {
    return this.#isGerman ? german : english;
  }

  number(value: number): string {
    return value.toLocaleString(this.#isGerman ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 });
  }

  /** Ms since the step began. */
  elapsedMs(): number {
    return performance.now() - this.#stepStartMs;
  }

  #seconds(): string {
    return this.number(this.elapsedMs() / 1_000);
  }
}
