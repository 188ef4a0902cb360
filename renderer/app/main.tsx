import '#ipc/without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { findBridge } from '../bridge/find-bridge.ts';
import { readBranding } from '../bridge/read-branding.ts';
import { AppStore } from '#ipc/app-store.ts';
import '../styles/app.css';
import { App } from './app.tsx';

const root = document.querySelector('#app');
if (root === null) throw new Error('the page has no place for the app');
// A view opens at its top, also when the page is loaded anew.
history.scrollRestoration = 'manual';
const api = findBridge();
const store = new AppStore(api);
store.start();
createRoot(root).render(
  <StrictMode>
    <App desktop={{ api, store }} branding={readBranding(document)} />
  </StrictMode>,
);
