// Where things are kept: one store for the page's files, one for the maps. Sites in other folders of one host have stores of their own.

declare const self: ServiceWorkerGlobalScope

export const PAGE_STORE = `netfold-page-${self.registration.scope}`
export const MAP_STORE = `netfold-maps-${self.registration.scope}`
