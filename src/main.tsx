// The front door: makes the services, makes the store, mounts the views.
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createServices } from './services/services.ts'
import { afterMap } from './store/after-map.ts'
import { createAppStore } from './store/store.ts'
import { App } from './views/App.tsx'
import './views/frame/early-drop.ts'
import { StoreContext } from './views/use-app.ts'

const services = createServices()
const store = createAppStore(services)
/** Within another page: the map and what was asked for, and nothing that trains or is kept. */
const embedded = /[?&]embed\b/.test(location.search)
const EmbeddedPage = lazy(async () => ({ default: (await import('./views/embed/EmbeddedPage.tsx')).EmbeddedPage }))
void store.getState().start(embedded, location.hash)
if (/[?&](map|model)=/.test(location.search)) void import('./store/imports/asked-links.ts').then(({ openAsked }) => openAsked(store, location.search))

// Links: the address says what is on screen from a visitor's first press on, and another one that is put there is followed.
const began = new AbortController()
const keepAddress = (): void => {
  began.abort()
  void afterMap().then(() => import('./store/sharing/address.ts')).then(({ keepAddress: keep }) => keep(store, services.page, services.maps.first)).catch(() => undefined)
}
for (const type of ['pointerdown', 'keydown']) addEventListener(type, keepAddress, { capture: true, passive: true, signal: began.signal })
addEventListener('hashchange', () => { void store.getState().room('links').then(room => room?.follow(location.hash)) })

createRoot(document.getElementById('root')!).render(
  <StoreContext value={store}>
    {embedded ? <Suspense><EmbeddedPage /></Suspense> : <App />}
  </StoreContext>,
)

// Last of all, and without it the page is the same.
if (import.meta.env.PROD && !embedded) void afterMap().then(() => import('./store/offline.ts')).then(({ keepOffline }) => keepOffline(store)).catch(() => undefined)
