// From dropped files to what they are: recognised by content, sorted into groups that belong together, each read by its own reader.
import type { DroppedFile, Opened, Wanted } from './dropped.ts'

/** One answer a group of files, in the order of the files; never throws for what a file holds: a refused one has its sentence, the others are read all the same. */
export function openFiles(_files: readonly DroppedFile[], _wanted: Wanted): Promise<Opened[]> {
  throw new Error('not yet')
}
