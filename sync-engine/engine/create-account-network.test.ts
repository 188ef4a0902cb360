import { expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { createAccountNetwork, shareAccountNetwork } from './create-account-network.ts';

const OPTIONS = { limitUpBytesPerSecond: 1_000, limitDownBytesPerSecond: undefined } as const;

test('sync folders of one account share one network, other accounts and other limits do not', () => {
  const [clock, account, other] = [new FakeClock(), {}, {}];
  const first = shareAccountNetwork(account, OPTIONS, clock);

  expect(shareAccountNetwork(account, { ...OPTIONS }, clock)).toBe(first);
  expect(shareAccountNetwork(other, OPTIONS, clock)).not.toBe(first);
  expect(shareAccountNetwork(account, { ...OPTIONS, limitUpBytesPerSecond: 2_000 }, clock)).not.toBe(first);
});

test('a limit with hours holds in these only', async () => {
  const clock = new FakeClock();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(clock.nowMs()));
  const windowAt = (startHour: number) => [
    { days: [1, 2, 3, 4, 5, 6, 7], startMinute: startHour * 60, endMinute: startHour * 60 + 60 },
  ];
  const waitersFor = async (startHour: number): Promise<number> => {
    const network = createAccountNetwork({ ...OPTIONS, limitWindows: windowAt(startHour) }, clock);
    void network.upLimit?.take(100_000, new AbortController().signal);
    await clock.advance(0);
    return clock.waiterCount;
  };

  expect(await waitersFor((hour + 2) % 24)).toBe(0);
  expect(await waitersFor(hour)).toBe(1);
});
