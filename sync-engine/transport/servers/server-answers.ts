import { z } from 'zod';

const statusSchema = z.object({
  installed: z.boolean().optional(),
  maintenance: z.boolean().optional(),
  version: z.string().optional(),
  versionstring: z.string().optional(),
  productname: z.string().optional(),
  product: z.string().optional(),
  productversion: z.string().optional(),
});

/** `core.status` of the capabilities, and the whole of `/status.php`. */
export type ServerStatus = z.infer<typeof statusSchema>;

// PHP writes an empty object as an empty list.
const section = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined);

const archiverSchema = z.object({
  enabled: z.boolean(),
  version: z.string(),
  formats: z.array(z.string()),
  archiver_url: z.string().min(1),
  // Numbers as text, and absent for "no limit".
  max_num_files: z.coerce.number().positive().optional().catch(undefined),
  max_size: z.coerce.number().positive().optional().catch(undefined),
});

/** A service that puts many files into one answer. */
export type Archiver = z.infer<typeof archiverSchema>;

const capabilitiesSchema = z.object({
  ocs: z.object({
    data: z.object({
      version: section({ string: z.string() }),
      capabilities: z.object({
        core: z.object({
          status: statusSchema.optional().catch(undefined),
          'support-sse': z.boolean().optional().catch(undefined),
        }),
        files: section({
          bigfilechunking: z.boolean().optional().catch(undefined),
          blacklisted_files: z.array(z.string()).optional().catch(undefined),
          archivers: z.array(archiverSchema.optional().catch(undefined)).optional().catch(undefined),
          tus_support: section({ version: z.string(), max_chunk_size: z.number().optional().catch(undefined) }),
        }),
        dav: section({
          chunking: z.string().optional().catch(undefined),
          chunkingParallelUploadDisabled: z.boolean().optional().catch(undefined),
          reports: z.array(z.string()).optional().catch(undefined),
        }),
        async: z.string().optional().catch(undefined),
        spaces: section({ enabled: z.boolean() }),
      }),
    }),
  }),
});

/** What the capabilities tell and this client uses. */
export type Capabilities = z.infer<typeof capabilitiesSchema>['ocs']['data']['capabilities'];

const userSchema = z.object({
  ocs: z.object({ data: z.object({ id: z.string().min(1), 'display-name': z.string().optional() }) }),
});

const driveSchema = z.object({
  id: z.string().min(1),
  name: z.string().catch(''),
  description: z.string().catch(''),
  quota: section({ used: z.number().optional().catch(undefined), total: z.number().optional().catch(undefined) }),
  driveType: z.string(),
  owner: section({ user: z.object({ id: z.string().optional(), displayName: z.string().optional() }).optional() }),
  root: z.object({
    webDavUrl: z.string().min(1),
    deleted: z.unknown().optional(),
    eTag: z.string().optional().catch(undefined),
    // A received share tells its etag here.
    remoteItem: section({ eTag: z.string().optional().catch(undefined) }),
  }),
});

/** One space as the graph service lists it. */
export type Drive = z.infer<typeof driveSchema>;

const jobSchema = z.object({
  status: z.string(),
  errorCode: z.coerce.number().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
});

/** `initial`, `started`, `finished` or `error`, with the status that a direct answer would have had. */
export type ServerJob = z.infer<typeof jobSchema>;

const drivesSchema = z.object({ value: z.array(z.unknown()) });

/** Capabilities, with the version that ownCloud 10 names beside them. */
export function parseCapabilities(
  text: string,
): { readonly capabilities: Capabilities; readonly version: string | undefined } | undefined {
  const data = parseJson(capabilitiesSchema, text)?.ocs.data;
  return data === undefined ? undefined : { capabilities: data.capabilities, version: data.version?.string };
}

/** `/status.php`; undefined when this is no ownCloud. */
export function parseStatus(text: string): ServerStatus | undefined {
  const status = parseJson(statusSchema, text);
  return status?.installed === undefined || status.version === undefined ? undefined : status;
}

/** Work that ownCloud 10 does after its answer; undefined when this is no report of such. */
export function parseJob(text: string): ServerJob | undefined {
  return parseJson(jobSchema, text);
}

/** The signed-in user. On ownCloud 10 the id can differ from what was typed to sign in. */
export function parseUser(text: string): { readonly id: string; readonly displayName: string } | undefined {
  const data = parseJson(userSchema, text)?.ocs.data;
  return data === undefined ? undefined : { id: data.id, displayName: data['display-name'] ?? data.id };
}

const receivedSharesSchema = z.object({
  ocs: z.object({
    data: z.array(z.object({ file_target: z.string().min(1), displayname_owner: z.string().catch('') })),
  }),
});

/** Shares that others gave the user, on ownCloud 10: where they are in the user's files, and whose they are. */
export function parseReceivedShares(
  text: string,
): readonly { readonly path: string; readonly owner: string }[] | undefined {
  return parseJson(receivedSharesSchema, text)?.ocs.data.map((share) => ({
    path: share.file_target,
    owner: share.displayname_owner,
  }));
}

/** Spaces of the user; single entries that cannot be read are left out. */
export function parseDrives(text: string): readonly Drive[] | undefined {
  const list = parseJson(drivesSchema, text);
  return list?.value.flatMap((value) => {
    const drive = driveSchema.safeParse(value);
    return drive.success ? [drive.data] : [];
  });
}

/** A JSON document of this shape; undefined for anything else, such as the page of a portal or proxy. */
export function parseJson<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Told to the caller as "cannot be read".
    return undefined;
  }
  const result = schema.safeParse(json);
  return result.success ? result.data : undefined;
}
