import { z } from 'zod';
import { LONGEST_WINDOWS, parseTimeWindows } from './time-windows.ts';
import { proxySettingsSchema } from './proxy-settings.ts';
import { newDirectoriesSchema, shellSettingsSchema, syncSettingsSchema } from './settings.ts';

/** Times that nobody can read would silently be no times at all. */
const timeWindowsSchema = z
  .string()
  .max(LONGEST_WINDOWS)
  .refine((text) => parseTimeWindows(text) !== undefined, 'no times, as in "mo-fr 08:00-17:00"');

/** An address as the server has it; with a name or password in it everybody on the computer could read them. */
const serverUrlSchema = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), 'no user name and no password in the address');

/**
 * Everything that an organisation can decide or propose, by the names that its file has. Settings of people carry the
 * names and the forms that they have in the windows; the others have no setting.
 */
const defaultSettingsSchema = z
  .strictObject({
    ...syncSettingsSchema.shape,
    ...shellSettingsSchema.shape,
    limitWindows: timeWindowsSchema,
    pauseWindows: timeWindowsSchema,
    /** Enforced: no other server can be signed in to. Else: those that the set-up offers. */
    servers: z
      .array(z.strictObject({ name: z.string().min(1).max(100), url: serverUrlSchema }))
      .min(1)
      .max(200)
      .readonly(),
    /** Enforced without a user name: people add their own. */
    proxy: proxySettingsSchema,
    /** What holds for new folders on the server. */
    newDirectories: newDirectoriesSchema,
    /** What stays free on a disk when folders are chosen: so many bytes, or such a share of it where that is less. */
    freeSpaceReserve: z.strictObject({
      maxBytes: z.number().int().min(0),
      share: z.number().min(0).max(1),
    }),
    /** When removals wait for a person; see the guard of mass removals. */
    massRemoval: z.strictObject({
      maxFiles: z.number().int().min(1),
      maxShare: z.number().gt(0).max(1),
      minFiles: z.number().int().min(0),
    }),
  })
  .partial()
  .readonly();

/** What can be decided, but not proposed: nobody has a setting of that kind. */
const policySettingsSchema = defaultSettingsSchema
  .unwrap()
  .extend({
    maxAccounts: z.number().int().min(1).optional(),
    mayRemoveAccounts: z.boolean().optional(),
    /** Whether the second of two versions is sent to the server, so that others see it. */
    shouldUploadSecondVersions: z.boolean().optional(),
    /** Whether what is open here is locked on the server, so that nobody else writes to it meanwhile. */
    shouldLockOpenFiles: z.boolean().optional(),
    /** What people are told about backups of their files on the server, instead of what the program would say. */
    backupNotice: z.strictObject({ de: z.string().min(1).max(500), en: z.string().min(1).max(500) }).optional(),
  })
  .readonly();
export type PolicySettings = z.infer<typeof policySettingsSchema>;
export type PolicyName = keyof PolicySettings;

/** What an organisation has decided. `enforced` cannot be changed by people, `defaults` hold until they choose. */
export const policiesSchema = z
  .strictObject({ enforced: policySettingsSchema.default({}), defaults: defaultSettingsSchema.default({}) })
  .readonly();
export type Policies = z.infer<typeof policiesSchema>;

/** Of an organisation that has decided nothing. */
export const NO_POLICIES: Policies = { enforced: {}, defaults: {} };

/** Who said so, the strongest first. `person`: they have saved settings of this kind. */
export const SETTING_SOURCES = ['organisation', 'person', 'organisation-default', 'built-in'] as const;
export type SettingSource = (typeof SETTING_SOURCES)[number];

/** Settings that hold, and who said so of each. */
export interface ResolvedSettings<Settings> {
  readonly values: Settings;
  readonly sources: Readonly<Record<keyof Settings, SettingSource>>;
}

type SharedSettings = Pick<
  PolicySettings,
  keyof z.infer<typeof syncSettingsSchema> | keyof z.infer<typeof shellSettingsSchema>
>;

/** The settings for syncing or for the shell that hold now. Pure. */
export function resolveSettings<Settings extends Partial<SharedSettings>>(input: {
  readonly schema: z.ZodObject<Record<keyof Settings & string, z.ZodType>>;
  readonly builtIn: Settings;
  /** What a person has saved, all of it; undefined when they never did. */
  readonly chosen: Settings | undefined;
  readonly policies: Policies;
}): ResolvedSettings<Settings> {
  const { schema, builtIn, chosen, policies } = input;
  const names = Object.keys(schema.shape) as (keyof Settings & PolicyName)[];
  const resolved = names.map((name) => {
    const layers: readonly (readonly [SettingSource, Partial<Settings> | PolicySettings | undefined])[] = [
      ['organisation', policies.enforced],
      // Whoever has saved a group of settings has seen every one of them, also those that are empty.
      ['person', chosen],
      ['organisation-default', policies.defaults],
      ['built-in', builtIn],
    ];
    const [source, layer] = layers.find(([, part]) => part !== undefined && (part === chosen || name in part)) ?? [
      'built-in',
      builtIn,
    ];
    return { name, source, value: (layer as Partial<Settings>)[name] };
  });
  return {
    values: Object.fromEntries(
      resolved.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ) as Settings,
    sources: Object.fromEntries(resolved.map(({ name, source }) => [name, source])) as Record<
      keyof Settings,
      SettingSource
    >,
  };
}

/** True when `wanted` would change something that the organisation has enforced. Pure. */
export function changesEnforced<Settings extends object>(now: Settings, wanted: Settings, policies: Policies): boolean {
  const names = Object.keys(policies.enforced) as (keyof Settings)[];
  return names.some(
    (name) => (name in now || name in wanted) && JSON.stringify(now[name]) !== JSON.stringify(wanted[name]),
  );
}

/** What a program knows of its organisation's file. */
export const organisationSchema = z
  .object({
    policies: policiesSchema,
    /** Why the file cannot be followed; then nothing is synced. */
    problem: z.object({ path: z.string(), detail: z.string() }).optional(),
  })
  .readonly();
export type Organisation = z.infer<typeof organisationSchema>;

/** Every name that a policy can have. */
export const policyNames: readonly string[] = Object.keys(policySettingsSchema.def.innerType.shape);
