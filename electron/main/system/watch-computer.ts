import { execFile } from 'node:child_process';
import type { Electron } from '../electron-parts.ts';
import type { HostSupervisor } from '../host/host-supervisor.ts';
import { parseMetered, toMeteredQuestion } from '#policies/computer-conditions.ts';

/** How often it is asked whether the network costs money; the systems tell it to nobody by themselves. */
const METERED_CHECK_MS = 60_000;

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
  const command = toMeteredQuestion(process.platform);
  if (command === undefined) return;
  // Without an answer the network counts as one that costs nothing, as it does for every other program.
  execFile(command.program, command.args, { timeout: 10_000 }, (error, output) =>
    tell(error === null && parseMetered(output) === true),
  );
}
