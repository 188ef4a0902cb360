// The engine host's process. Everything else is loaded after the heap is set: loading alone would let it grow.
import { keepYoungSpaceSmall } from '#sync-engine/engine/young-space.ts';

keepYoungSpaceSmall();
await import('./run-host.ts');
