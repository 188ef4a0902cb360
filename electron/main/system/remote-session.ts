/**
 * True when the screen is that of another computer: there drawing through the graphics card fails or costs the terminal
 * server more than it saves. Windows and Citrix name such sessions after their protocol; xrdp marks them. Pure.
 */
export function isRemoteSession(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'win32') return /^(?:rdp|ica)-/i.test(env['SESSIONNAME'] ?? '');
  return platform === 'linux' && env['XRDP_SESSION'] !== undefined;
}
