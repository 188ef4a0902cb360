// Loaded before the engine (`node --import`): writes the longest stall of its event loop, in ms, when the process
// ends. SIGUSR2 begins anew, so that the start of the program can be left out.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 5;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
process.on('SIGUSR2', () => delays.reset());
process.on('exit', () => {
  const path = process.env['BAYERNBOX_BENCH_STALLS'];
  if (path !== undefined) writeFileSync(path, `${Math.max(0, delays.max / 1e6 - RESOLUTION_MS)}\n`);
});
