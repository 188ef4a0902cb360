#!/usr/bin/env node
// The `bayernbox` command. Everything else is loaded after the heap is set: loading alone would let it grow.
import { keepYoungSpaceSmall } from '../engine/young-space.ts';

keepYoungSpaceSmall();
await import('./command.ts');
