#!/usr/bin/env node
// The `bayernbox` command. Everything else is loaded after the heap is set: loading alone would let it grow.
import { keepYoungSpaceSmall } from '../engine/young-space.ts';
import { keepCompiledCode } from './compiled-code.ts';

keepYoungSpaceSmall();
// After it: compiled code counts only for the settings that it was compiled under.
keepCompiledCode();
await import('./command.ts');
