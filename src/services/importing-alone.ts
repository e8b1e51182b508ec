// When a drop ends its worker, who was it: each file is read alone, and those that can be read are then read together, as they belong.
import type { OpenedCard } from '../protocol/importing.ts'
import type { BroughtBlob } from './importing-size.ts'

type Open = (files: readonly BroughtBlob[]) => Promise<OpenedCard[]>

/**
 * `open` rejects where its worker had to be ended. A file that ends it alone is refused by `failed` and takes none of the others with it; where only
 * several together do, each keeps what it is alone.
 */
export async function oneByOne(files: readonly BroughtBlob[], open: Open, failed: (error: unknown, files: readonly BroughtBlob[]) => OpenedCard[]): Promise<OpenedCard[]> {
  const alone: { file: BroughtBlob, cards: OpenedCard[] }[] = []
  const hostile: OpenedCard[] = []
  for (const file of files) {
    try {
      alone.push({ file, cards: await open([file]) })
    } catch (error) {
      hostile.push(...failed(error, [file]))
    }
  }
  if (alone.length === 0) return hostile
  const together = await open(alone.map(({ file }) => file)).catch((error: unknown) => {
    failed(error, files) // passes an abort on
    return alone.flatMap(({ cards }) => cards)
  })
  return [...together, ...hostile]
}
