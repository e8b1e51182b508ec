// The counter for saved models, fetched with the first question: nobody asks it before something is dropped.
import type { ImportingService } from './importing.ts'

export function importingLater(): ImportingService {
  let coming: Promise<ImportingService> | null = null
  const service = (): Promise<ImportingService> => {
    coming ??= import('./importing.ts').then(({ createImporting }) => createImporting())
    coming.catch(() => { coming = null }) // so that the next question fetches it again
    return coming
  }
  return {
    open: async (...asked) => (await service()).open(...asked),
    weigh: async (...asked) => (await service()).weigh(...asked),
    run: async (...asked) => (await service()).run(...asked),
    answers: async (...asked) => (await service()).answers(...asked),
    first: async (...asked) => (await service()).first(...asked),
    cardWith: async (...asked) => (await service()).cardWith(...asked),
    tensor: async (...asked) => (await service()).tensor(...asked),
    close: handle => { coming?.then(found => found.close(handle), () => undefined) },
  }
}
