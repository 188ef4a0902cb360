import type { Page } from 'playwright';

export const WEEK = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'] as const;

/** A time of the week as it is filled in: German names of days, and `hh:mm`. */
export interface FilledTime {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** Takes away all times that a setting has, and fills in this one, if any. Saves nothing. */
export async function fillTimes(page: Page, setting: string, time: FilledTime | undefined): Promise<void> {
  const times = page.getByRole('group', { name: setting });
  const adder = times.getByRole('button', { name: 'Zeit hinzufügen' });
  await adder.waitFor();
  const removers = times.getByRole('button', { name: /^Zeit \d+ entfernen$/ });
  for (let left = await removers.count(); left > 0; left -= 1) await removers.first().click();
  if (time === undefined) return;
  await adder.click();
  for (const day of WEEK) await times.getByRole('checkbox', { name: day }).setChecked(time.days.includes(day));
  await times.getByLabel('von').fill(time.from);
  await times.getByLabel('bis').fill(time.to);
}
