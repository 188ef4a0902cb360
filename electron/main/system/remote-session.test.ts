import { describe, expect, it } from 'vitest';
import { prepareElectron } from '../electron-parts.ts';
import { isRemoteSession } from './remote-session.ts';

describe('a session on the screen of another computer', () => {
  it.each([
    ['win32', { SESSIONNAME: 'RDP-Tcp#3' }, true],
    ['win32', { SESSIONNAME: 'ICA-CGP#1' }, true],
    ['win32', { SESSIONNAME: 'Console' }, false],
    ['win32', {}, false],
    ['linux', { XRDP_SESSION: '1' }, true],
    ['linux', { SESSIONNAME: 'RDP-Tcp#3' }, false],
    ['darwin', {}, false],
  ] as const)('is found by what the system says: %s, %o: %s', (platform, env, isRemote) => {
    expect(isRemoteSession(platform, env)).toBe(isRemote);
  });

  it.each([true, false])('is drawn without the graphics card: %s', (isRemote) => {
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(name);
    const app = { enableSandbox: note('sandbox'), disableHardwareAcceleration: note('no-card') };

    prepareElectron({ app, protocol: { registerSchemesAsPrivileged: note('scheme') } }, { isRemoteSession: isRemote });

    expect(calls).toEqual(['scheme', 'sandbox', ...(isRemote ? ['no-card'] : [])]);
  });
});
