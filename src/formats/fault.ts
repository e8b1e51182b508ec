// What happens to an exception that no reader meant to throw: tests hear of it, whoever dropped the file reads a sentence.

/** Told of a fault of the program, or of memory that ran out. For tests. */
export type OnFault = (fault: unknown, files: readonly string[]) => void

/** A reader's slip is not hidden, but neither is it shown: whoever dropped the file can only try another copy. */
export function faultSentence(fault: unknown, name: string): string {
  const memory = fault instanceof RangeError && /array length|allocation|memory/i.test(fault.message)
  return memory ? `${name} asks for more memory than there is here; a smaller one would be read.`
    : `${name} could not be read: it is damaged in a way that its reader does not know. Save or download it again.`
}
