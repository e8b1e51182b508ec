// How much a file may ask for: every file is a stranger's, so a reader checks these before it allocates anything. Each has its own sentence where it is checked.

export const LIMITS = {
  /** Bytes of a file; also what all .gz files and archives of one drop may unpack to, together. */
  file: 512e6,
  /** Members of a zip archive, read from its end record before any member. */
  members: 10_000,
  /** Members of an archive of arrays: a map of ours has several a network. */
  arrayMembers: 40_000,
  /** Bytes that a zip's members may unpack to, all together. */
  unpacked: 1e9,
  /** Files that may be dropped at once, those in dropped archives counted. */
  files: 10_000,
  /** Bytes of a JSON member: a configuration. */
  json: 20e6,
  /** Bytes of a JSON file, or of any other text. */
  text: 50e6,
  /** Brackets within brackets in a JSON text. */
  nesting: 200,
  /** Bytes of a safetensors header. */
  tensorHeader: 100e6,
  /** Numbers in one array. */
  numbers: 50e6,
  /** Numbers in all arrays of one file. */
  allNumbers: 200e6,
  /** Dimensions of an array. */
  rank: 8,
  /** Bytes of an array's header. */
  arrayHeader: 65_536,
  /** Named tensors of one saved model. */
  tensors: 100_000,
  /** Layers (or operators) of a network. */
  layers: 10_000,
  /** Steps of a pickle, things that it remembers by number, and things within things when its tensors are collected. */
  opcodes: 2e6,
  memo: 1e6,
  walk: 64,
  /** Messages within messages in ONNX. */
  messages: 32,
  /** HDF5: links followed, and groups within groups. */
  links: 100_000,
  groups: 32,
  /** Cells and columns of a table. */
  cells: 1e6,
  columns: 2_000,
  /** Of a data set: numbers in all (as bytes where they are bytes), numbers of one sample, classes (a label is a byte), rows at least. */
  dataNumbers: 200e6,
  dataFeatures: 50_000,
  dataClasses: 256,
  dataRowsLeast: 10,
  /** Cells and columns of a table of data, and different texts in a column that is kept as a possible label. */
  dataCells: 20e6,
  dataColumns: 4096,
  dataWords: 1000,
  /** Of a link: characters that are looked at, bytes that they may unpack to; and corners of a lasso. */
  linkCharacters: 16_384,
  linkBytes: 262_144,
  outlineCorners: 96,
  /** Of a map's manifest: characters of what to look for and of a view, brackets within a view's, runs of a lineage, engines and characters of their names. */
  about: 2_000,
  view: 1_000_000,
  viewDepth: 16,
  lineageRuns: 1_000,
  devices: 32,
  deviceName: 200,
} as const
