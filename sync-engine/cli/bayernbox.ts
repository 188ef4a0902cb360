#!/usr/bin/env node
// The `bayernbox` command. Everything else is loaded after heap and threads are set: loading alone would let the heap grow.
import { prepareProgram } from '../engine/prepare-program.ts';
import { keepCompiledCode } from './compiled-code.ts';

prepareProgram();
// After it: compiled code counts only for the settings that it was compiled under.
keepCompiledCode();
await import('./command.ts');
