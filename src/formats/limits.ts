// How much a file may ask for: every file is a stranger's, so a reader checks these before it allocates anything.

export const LIMITS = {
  /** Bytes of a file. */
  file: 512e6,
  /** Members of a zip archive. */
  members: 40_000,
  /** Bytes that a zip's members may unpack to, all together. */
  unpacked: 1e9,
  /** Bytes of a JSON member. */
  json: 20e6,
  /** Brackets within brackets in a JSON text. */
  nesting: 200,
  /** Numbers in one array. */
  numbers: 50e6,
  /** Dimensions of an array. */
  rank: 8,
  /** Bytes of an array's header. */
  arrayHeader: 65_536,
} as const
