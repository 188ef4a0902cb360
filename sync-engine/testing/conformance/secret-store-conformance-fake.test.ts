import { MemorySecretStore } from '../../secrets/memory-secret-store.ts';
import { describeSecretStore } from './secret-store-conformance.ts';

describeSecretStore('MemorySecretStore', () => {
  const store = new MemorySecretStore();
  return { store, reopen: () => store, dispose: () => undefined };
});
