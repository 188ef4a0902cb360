import type { LogFields, Logger } from './logger.ts';
import { redactField, redactText } from './redact.ts';

/** From the most talkative to the most silent. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface JsonLinesLoggerOptions {
  /** Takes each line with its line feed: a writable stream fits. Its errors are its owner's. */
  readonly output: { write(line: string): unknown };
  /** Records below this level are dropped. */
  readonly level: LogLevel;
  /** Wall time in ms since the epoch. */
  readonly nowMs: () => number;
}

/**
 * Writes each record as one line of JSON: `time` (ISO 8601, UTC), `level`, `event` and `fields`. Everything that looks
 * like a credential is taken out first.
 */
export class JsonLinesLogger implements Logger {
  readonly #options: JsonLinesLoggerOptions;
  readonly #threshold: number;

  constructor(options: JsonLinesLoggerOptions) {
    this.#options = options;
    this.#threshold = LOG_LEVELS.indexOf(options.level);
  }

  debug(event: string, fields?: LogFields): void {
    this.#write('debug', event, fields);
  }

  info(event: string, fields?: LogFields): void {
    this.#write('info', event, fields);
  }

  warn(event: string, fields?: LogFields): void {
    this.#write('warn', event, fields);
  }

  error(event: string, fields?: LogFields): void {
    this.#write('error', event, fields);
  }

  #write(level: LogLevel, event: string, fields: LogFields | undefined): void {
    if (LOG_LEVELS.indexOf(level) < this.#threshold) return;
    const time = new Date(this.#options.nowMs()).toISOString();
    const record = { time, level, event: redactText(event), ...(fields && { fields: redactFields(fields) }) };
    // JSON writes line feeds inside values as \n, so a record is always one line.
    this.#options.output.write(`${JSON.stringify(record)}\n`);
  }
}

function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]));
}
