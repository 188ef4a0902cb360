/** Which rule a name breaks, as far as the name alone tells. */
export type NameFault =
  /** They may be in no name; each once. */
  | { readonly kind: 'signs'; readonly signs: readonly string[] }
  /** Such as a line break. */
  | { readonly kind: 'hidden-sign' }
  /** Half of a sign, which is none. */
  | { readonly kind: 'broken-sign' }
  | { readonly kind: 'ends-with-dot' | 'ends-with-blank' | 'only-blanks' }
  /** Windows opens a device under this word, with any extension. */
  | { readonly kind: 'device'; readonly word: string }
  /** What the system, or the server, calls things of its own. */
  | { readonly kind: 'taken-by-system' | 'taken-by-server' }
  /** The server takes it for a piece of an upload. */
  | { readonly kind: 'upload-piece' }
  /** Counted in bytes of UTF-8, where a sign may be several, or in UTF-16 units. */
  | { readonly kind: 'too-long'; readonly length: number; readonly most: number; readonly counts: 'bytes' | 'units' };
