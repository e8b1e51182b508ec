// Addresses that people copy from their browser, turned into those of the file itself.

/** The address to fetch and the file's name; or why it cannot be, one sentence. */
export type Address = { url: string, name: string, why: null } | { url: null, name: null, why: string }

/** https only (and http://localhost). github.com, huggingface.co, gist.github.com and dropbox.com pages are rewritten. */
export function addressOf(_text: string): Address {
  throw new Error('not yet')
}
