// Loaded before the engine (`node --import`): writes the longest stall of its event loop, in ms, when the process ends,
// and at SIGUSR2, after which it begins anew.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 5;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

function write(): void {
  const path = process.env['BAYERNBOX_BENCH_STALLS'];
  if (path === undefined) return;
  // Whoever waits for the file finds all of it.
  writeFileSync(`${path}.new`, `${Math.max(0, delays.max / 1e6 - RESOLUTION_MS)}\n`);
  renameSync(`${path}.new`, path);
}

process.on('SIGUSR2', () => {
  write();
  delays.reset();
});
process.on('exit', write);
