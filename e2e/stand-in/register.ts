// Loaded before the bundle of the main process: whoever asks for Electron gets the stand-in.
import { registerHooks } from 'node:module';

const standIn = new URL('electron-stand-in.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/main|\/common)?$/.test(specifier) ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
