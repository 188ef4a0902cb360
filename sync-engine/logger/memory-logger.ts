import type { LogLevel } from './json-lines-logger.ts';
import type { LogFields, Logger } from './logger.ts';

export interface LogRecord {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: LogFields;
}

/** Keeps every record as it was given, unredacted, so that tests see what a part of the engine handed over. */
export class MemoryLogger implements Logger {
  readonly #records: LogRecord[] = [];

  /** All records so far, in order. */
  get records(): readonly LogRecord[] {
    return this.#records;
  }

  debug(event: string, fields: LogFields = {}): void {
    this.#records.push({ level: 'debug', event, fields });
  }

  info(event: string, fields: LogFields = {}): void {
    this.#records.push({ level: 'info', event, fields });
  }

  warn(event: string, fields: LogFields = {}): void {
    this.#records.push({ level: 'warn', event, fields });
  }

  error(event: string, fields: LogFields = {}): void {
    this.#records.push({ level: 'error', event, fields });
  }
}
