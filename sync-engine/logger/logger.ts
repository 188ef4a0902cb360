/** Fields of one record. Values are cut and cleaned of credentials before they are written. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Structured log. `event` is a stable kebab-case word, not a sentence. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
