import { setFlagsFromString } from 'node:v8';

/**
 * Threads for what the disk takes long for. With the 4 that Node has by itself, files that are made durable side by side
 * wait for each other, and everything else for them: a disk makes many durable in the time that it needs for one.
 */
const DISK_THREADS = '16';

/** To be called once by each program that runs the engine, before it loads anything else. */
export function prepareProgram(): void {
  keepYoungSpaceSmall();
  // Read when the first of them is needed. Whoever set it before us knows better.
  process.env['UV_THREADPOOL_SIZE'] ??= DISK_THREADS;
}

/**
 * Keeps the part of the heap small where new objects live. What V8 would take by itself, 16 MB twice, costs as much time
 * for fetching that memory as it saves for collections. Measured in docs/performance.md.
 *
 * `--max-semi-space-size` would say it, but counts only on a command line, and none of our programs has one of its own.
 */
function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
