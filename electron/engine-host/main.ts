// The engine host's process. Everything else is loaded after heap and threads are set: loading alone would let the heap grow.
import { prepareProgram } from '#sync-engine/engine/prepare-program.ts';

prepareProgram();
await import('./run-host.ts');
