import { execFile } from 'node:child_process';
import type { Electron } from './electron-parts.ts';
import type { HostSupervisor } from './host-supervisor.ts';
import type { Command } from './system-programs.ts';

/** How often it is asked whether the network costs money; the systems tell it to nobody by themselves. */
const METERED_CHECK_MS = 60_000;

/** How a system is asked whether its network costs money; undefined where nobody knows. Pure. */
export function toMeteredCommand(platform: NodeJS.Platform): Command | undefined {
  if (platform === 'linux') {
    const place = [
      'org.freedesktop.NetworkManager',
      '/org/freedesktop/NetworkManager',
      'org.freedesktop.NetworkManager',
    ];
    return { program: 'busctl', args: ['get-property', ...place, 'Metered'] };
  }
  if (platform !== 'win32') return undefined;
  const profile = '[Windows.Networking.Connectivity.NetworkInformation,Windows,ContentType=WindowsRuntime]';
  const script = `${profile}::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType`;
  return { program: 'powershell', args: ['-NoProfile', '-NonInteractive', '-Command', script] };
}

/** Reads the answer: `u 1` and `u 3` (yes, and probably yes) of NetworkManager, `Fixed` and `Variable` of Windows. Pure. */
export function parseMetered(output: string): boolean {
  return /^u (1|3)\b/.test(output.trim()) || /^(Fixed|Variable)\b/.test(output.trim());
}

/** Tells the engine host of battery, network costs and sleep. */
export function watchComputer(
  { powerMonitor }: Electron,
  supervisor: Pick<HostSupervisor, 'setConditions' | 'tellPower'>,
): void {
  let conditions = { isMetered: false, isOnBattery: powerMonitor.isOnBatteryPower() };
  const change = (part: Partial<typeof conditions>): void => {
    conditions = { ...conditions, ...part };
    supervisor.setConditions(conditions);
  };
  powerMonitor.on('on-battery', () => change({ isOnBattery: true }));
  powerMonitor.on('on-ac', () => change({ isOnBattery: false }));
  powerMonitor.on('suspend', () => supervisor.tellPower('suspending'));
  powerMonitor.on('resume', () => supervisor.tellPower('resumed'));
  const ask = (): void => readMetered((isMetered) => change({ isMetered }));
  ask();
  setInterval(ask, METERED_CHECK_MS).unref();
}

function readMetered(tell: (isMetered: boolean) => void): void {
  const command = toMeteredCommand(process.platform);
  if (command === undefined) return;
  // Without an answer the network counts as one that costs nothing, as it does for every other program.
  execFile(command.program, command.args, { timeout: 10_000 }, (error, output) =>
    tell(error === null && parseMetered(output)),
  );
}
