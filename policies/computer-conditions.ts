/** What a computer can afford; undefined where its system does not tell. */
export interface ComputerConditions {
  /** The network costs money by time or amount. */
  readonly isMetered: boolean | undefined;
  readonly isOnBattery: boolean | undefined;
}

/** A program that knows something of the system, with its arguments; to be run without a shell. */
export interface SystemQuestion {
  readonly program: string;
  readonly args: readonly string[];
}

/** How a system (as `process.platform` names it) is asked whether its network costs money; undefined where nobody knows. Pure. */
export function toMeteredQuestion(platform: string): SystemQuestion | undefined {
  if (platform === 'linux') {
    const manager = 'org.freedesktop.NetworkManager';
    return toBusQuestion(manager, '/org/freedesktop/NetworkManager', 'Metered');
  }
  if (platform !== 'win32') return undefined;
  const profile = '[Windows.Networking.Connectivity.NetworkInformation,Windows,ContentType=WindowsRuntime]';
  return toPowerShellQuestion(`${profile}::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType`);
}

/**
 * Reads the answer: NetworkManager says 1 (yes), 2 (no), 3 (probably yes), 4 (probably no); Windows names the kind of the
 * costs. Pure.
 */
export function parseMetered(output: string): boolean | undefined {
  const text = output.trim();
  if (/^u [13]$/.test(text) || /^(Fixed|Variable)$/.test(text)) return true;
  return /^u [24]$/.test(text) || text === 'Unrestricted' ? false : undefined;
}

/** How a system is asked whether it runs on battery; undefined where nobody knows. Pure. */
export function toBatteryQuestion(platform: string): SystemQuestion | undefined {
  switch (platform) {
    case 'linux':
      return toBusQuestion('org.freedesktop.UPower', '/org/freedesktop/UPower', 'OnBattery');
    case 'darwin':
      return { program: 'pmset', args: ['-g', 'batt'] };
    case 'win32':
      return toPowerShellQuestion(
        'Add-Type -AssemblyName System.Windows.Forms; [System.Windows.Forms.SystemInformation]::PowerStatus.PowerLineStatus',
      );
    default:
      return undefined;
  }
}

/** Reads the answer of UPower, of `pmset`, or of Windows about the line. Pure. */
export function parseBattery(output: string): boolean | undefined {
  const text = output.trim();
  if (text === 'b true' || text === 'Offline' || text.includes("'Battery Power'")) return true;
  return text === 'b false' || text === 'Online' || text.includes("'AC Power'") ? false : undefined;
}

function toBusQuestion(service: string, place: string, property: string): SystemQuestion {
  return { program: 'busctl', args: ['--system', 'get-property', service, place, service, property] };
}

function toPowerShellQuestion(script: string): SystemQuestion {
  return { program: 'powershell', args: ['-NoProfile', '-NonInteractive', '-Command', script] };
}
