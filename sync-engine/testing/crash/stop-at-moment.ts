import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import type { KillPoint, Position } from './moments.ts';
import { findHandlePrototype, isCall, wrap } from './wrap-call.ts';

/** Calls of `node:fs` that change something. */
const CHANGING_CALLS = [
  'linkSync',
  'renameSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
  'rmSync',
  'futimesSync',
  'utimesSync',
  'writeFileSync',
] as const;
const CHANGING_PROMISES = ['rename', 'unlink'] as const;
const CHANGING_HANDLE_CALLS = ['writeFile', 'truncate', 'chmod', 'utimes'] as const;

/** Requests that leave the server as it was. */
const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** A process that is killed in the middle of a request has sent some of its body by then. */
const BODY_ON_ITS_WAY_MS = 5;

/**
 * Puts itself between this process and everything outside of it: from now on each call of Node that changes a file, a
 * database or the server is numbered and written to the diary, and the process kills itself at the wanted one. The
 * engine knows nothing of it and has no entrance for it: only Node's own modules are wrapped.
 */
export async function stopAtMoment(diaryPath: string, killPoint: KillPoint | undefined): Promise<void> {
  const counter = new MomentCounter(diaryPath, killPoint);
  for (const name of CHANGING_CALLS) wrap(fs, name, (call, args) => counter.around(name, describePaths(args), call));
  for (const name of CHANGING_PROMISES) {
    wrap(fs.promises, name, (call, args) => counter.around(name, describePaths(args), call));
  }
  await wrapFileHandles(counter);
  wrapOpen(counter);
  wrap(DatabaseSync.prototype, 'exec', (call, args) =>
    args[0] === 'COMMIT' ? counter.around('COMMIT', '', call) : call(),
  );
  wrapRequests(counter);
  syncBuiltinESMExports();
}

class MomentCounter {
  readonly #diary: number;
  readonly #killPoint: KillPoint | undefined;
  #count = 0;

  constructor(diaryPath: string, killPoint: KillPoint | undefined) {
    this.#diary = fs.openSync(diaryPath, 'a');
    this.#killPoint = killPoint;
  }

  /** Numbers an act, and dies before or after it when that is wanted. */
  around(act: string, detail: string, call: () => unknown): unknown {
    const moment = this.begin(act, detail);
    const result = call();
    if (!(result instanceof Promise)) {
      this.pass(moment, 'after');
      return result;
    }
    return result.then((value: unknown) => {
      this.pass(moment, 'after');
      return value;
    });
  }

  begin(act: string, detail: string): number {
    this.#count += 1;
    fs.writeSync(this.#diary, `${this.#count} ${act} ${detail}\n`);
    this.pass(this.#count, 'before');
    return this.#count;
  }

  confirm(bytes: number): void {
    fs.writeSync(this.#diary, `confirmed ${bytes}\n`);
  }

  isTornAt(moment: number): boolean {
    return this.#killPoint?.moment === moment && this.#killPoint.position === 'torn';
  }

  pass(moment: number, position: Position): void {
    if (this.#killPoint?.moment !== moment) return;
    // What cannot be torn is killed after it.
    const wanted = this.#killPoint.position === 'torn' && position === 'after' ? 'after' : this.#killPoint.position;
    if (wanted === position) process.kill(process.pid, 'SIGKILL');
  }
}

/** The last two names of each path: enough to see what it is about. */
function describePaths(args: readonly unknown[]): string {
  const paths = args.filter((argument) => typeof argument === 'string').slice(0, 2);
  return paths.map((path) => path.split('/').slice(-2).join('/')).join(' ');
}

async function wrapFileHandles(counter: MomentCounter): Promise<void> {
  const prototype = await findHandlePrototype();
  for (const name of CHANGING_HANDLE_CALLS) wrap(prototype, name, (call) => counter.around(`handle.${name}`, '', call));
  wrapWriting(prototype, { name: 'write', halve: halveBytes, counter });
  wrapWriting(prototype, { name: 'writev', halve: halvePieces, counter });
}

interface Writing {
  readonly name: 'write' | 'writev';
  /** Arguments with which half of it is written. */
  readonly halve: (args: readonly unknown[]) => readonly unknown[];
  readonly counter: MomentCounter;
}

function wrapWriting(prototype: object, { name, halve, counter }: Writing): void {
  const write: unknown = Reflect.get(prototype, name);
  if (!isCall(write)) throw new Error(`file handles cannot ${name}`);
  Reflect.set(prototype, name, function wrapped(this: unknown, ...args: readonly unknown[]): unknown {
    const moment = counter.begin(`handle.${name}`, '');
    const result = Reflect.apply(write, this, counter.isTornAt(moment) ? halve(args) : args);
    if (!(result instanceof Promise)) throw new Error('a promise was expected');
    return result.then((value: unknown) => {
      counter.pass(moment, 'after');
      return value;
    });
  });
}

/** Half of the bytes of `write(buffer, offset, length, position)`. */
function halveBytes([bytes, offset, length, position]: readonly unknown[]): readonly unknown[] {
  return [bytes, offset, typeof length === 'number' ? Math.ceil(length / 2) : length, position];
}

/** Half of the bytes of `writev(pieces, position)`, at least one. */
function halvePieces([pieces, position]: readonly unknown[]): readonly unknown[] {
  if (!Array.isArray(pieces)) throw new TypeError('pieces were expected');
  const whole = pieces.filter((piece) => piece instanceof Uint8Array);
  let leftBytes = Math.ceil(whole.reduce((sum, piece) => sum + piece.length, 0) / 2);
  const half = whole.flatMap((piece) => {
    const part = piece.subarray(0, leftBytes);
    leftBytes -= part.length;
    return part.length === 0 ? [] : [part];
  });
  return [half, position];
}

/** Only an opening that may make a file changes something. */
function wrapOpen(counter: MomentCounter): void {
  wrap(fs.promises, 'open', (call, args) => {
    const flags = args[1];
    const mayCreate = typeof flags === 'number' ? (flags & fs.constants.O_CREAT) !== 0 : flags === 'wx';
    return mayCreate ? counter.around('open', describePaths(args), call) : call();
  });
}

function wrapRequests(counter: MomentCounter): void {
  const send: unknown = Reflect.get(http, 'request');
  if (!isCall(send)) throw new Error('there are no requests');
  const request = (options: http.RequestOptions, onAnswer: (answer: http.IncomingMessage) => void): unknown => {
    const method = options.method ?? 'GET';
    if (READING_METHODS.has(method)) return send(options, onAnswer);
    const moment = counter.begin(
      method,
      decodeURI(options.path ?? '')
        .split('/')
        .slice(-2)
        .join('/'),
    );
    const sent = send(options, (answer: http.IncomingMessage) => {
      const isPiece = method === 'PATCH' || /\/uploads\//u.test(options.path ?? '');
      if (isPiece && (answer.statusCode ?? 500) < 300) counter.confirm(lengthOf(options));
      counter.pass(moment, 'after');
      onAnswer(answer);
    });
    if (counter.isTornAt(moment) && sent instanceof http.ClientRequest) tear(sent, counter, moment);
    return sent;
  };
  Reflect.set(http, 'request', request);
}

function lengthOf({ headers }: http.RequestOptions): number {
  const length: unknown = headers === undefined ? undefined : Reflect.get(headers, 'Content-Length');
  return Number(length ?? 0);
}

/** Dies when a part of the body is on its way. */
function tear(sent: http.ClientRequest, counter: MomentCounter, moment: number): void {
  wrap(sent, 'write', (call) => {
    setTimeout(() => counter.pass(moment, 'torn'), BODY_ON_ITS_WAY_MS);
    return call();
  });
}
