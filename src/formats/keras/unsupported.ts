// What stops a network from being run though its file is sound: its weights are listed all the same.

/** The reason, the rest of a sentence that begins with the file's name. */
export class Unsupported extends Error {
  override name = 'Unsupported'
}
