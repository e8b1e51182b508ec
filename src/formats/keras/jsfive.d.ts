// The part of jsfive 0.4 that is used: the tree of groups, their attributes, and where a data set's numbers lie. Its own readers of numbers are not.
declare module 'jsfive' {
  interface Message { get(field: string): number }

  interface DataObjects {
    readonly is_dataset: boolean
    /** “<f4”, “>i8”, “S12”, or a list for what is no plain number. */
    readonly dtype: string | unknown[]
    readonly filter_pipeline: Map<string, unknown>[] | null
    find_msg_type(type: number): Message[]
    /** Its name and its value; prints to the console where it does not know the type. */
    unpack_attribute(offset: number): [string, unknown]
    determine_data_shape(buffer: ArrayBuffer, offset: number): number[]
    /** Version, dimensions (versions 1 and 2), class (0 compact, 1 contiguous, 2 chunked), offset of what follows. */
    _get_data_message_properties(offset: number): [number, number | undefined, number, number]
  }

  export class Group {
    /** Names to addresses (hard links) or paths (soft links). */
    readonly _links: object
    readonly _dataobjects: DataObjects
    get(name: string): Group | Dataset
  }

  export class File extends Group {
    constructor(buffer: ArrayBuffer, name?: string)
  }

  export class Dataset {
    readonly _dataobjects: DataObjects
  }
}
