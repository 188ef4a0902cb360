import { afterAll, beforeAll, describe, test } from 'vitest';
import type { CarelessSwitches, ProfileKind } from '#dev-server/server-options.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioServer } from './scenario-server.ts';
import { startScenarioServer } from './scenario-server.ts';

/** A kind of server that scenarios are played against. */
export interface ServerKind {
  readonly name: string;
  readonly profile: ProfileKind;
  readonly careless: Partial<CarelessSwitches>;
  /** Where computers and server keep their files; in temporary files, which may be in memory, when absent. */
  readonly place?: string;
}

/** Time limit of one scenario; most of it is waiting for others that run beside it. */
const TIMEOUT_MS = 120_000;

/** One test per scenario, all beside each other against one server. */
export function describeScenarios(kind: ServerKind, scenarios: readonly Scenario[]): void {
  describe.concurrent(`on ${kind.name}`, () => {
    let server: ScenarioServer | undefined;
    beforeAll(async () => {
      server = await startScenarioServer(kind.profile, kind.careless, kind.place);
    });
    afterAll(async () => {
      await server?.[Symbol.asyncDispose]();
    });
    for (const scenario of scenarios) {
      const play = scenario.knownBug === undefined ? test : test.fails;
      play(`${scenario.title} (${scenario.id})`, { timeout: TIMEOUT_MS }, async () => {
        if (server === undefined) throw new Error('the server has not been started');
        await runScenario(scenario, server);
      });
    }
  });
}
