import type { ExcludePattern } from './excludes.ts';
import { parseExcludes } from './excludes.ts';

/**
 * What no one wants on the server, unless they say so. Hidden files are synced, and so are conflict copies: colleagues
 * shall see them.
 */
const DEFAULT_LIST = String.raw`
# Locks and half-written files of office programs and editors
~$*
.~lock.*
~*.tmp
]*.~*
*~
.*.sw?
.*.kate-swp
*.gnucash.tmp*
.#*

# Directories in which macOS writes the new version before it exchanges the two
]*.sb-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-??????/
](A Document Being Saved By *)/

# What the desktops leave in directories
].DS_Store
]._*
]Icon\r
]Thumbs.db
].directory
][dD][eE][sS][kK][tT][oO][pP].[iI][nN][iI]
].TemporaryItems
].Trashes
].DocumentRevisions-V100
].Trash
].Trash-*
].fseventd
].fseventsd
].apdisk
].Spotlight-V100
My Saved Places.
$Recycle.Bin
System Volume Information

# Downloads that are not finished
*.part
*.filepart
*.crdownload

# Open files that were deleted on network drives
].nfs*
].fuse_hidden*

# Databases and temporary files of sync tools
.sync_*.db*
._sync_*.db*
.csync_journal.db*
.owncloudsync.log*
*.unison
*.unison.tmp
.symform
.symform-store
.synkron.*
sync.ffs_db
sync.ffs_lock
*.ffs_tmp
.space
*.psec
`;

/** The default list of this product. */
export const DEFAULT_EXCLUDES: readonly ExcludePattern[] = parseExcludes(DEFAULT_LIST).patterns;
