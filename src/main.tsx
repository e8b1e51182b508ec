// The front door: makes the services, makes the store, mounts the views.
import { createRoot } from 'react-dom/client'
import { createServices } from './services/services.ts'
import { afterMap } from './store/after-map.ts'
import { createAppStore } from './store/store.ts'
import { App } from './views/App.tsx'
import './views/frame/early-drop.ts'
import { StoreContext } from './views/use-app.ts'

const store = createAppStore(createServices())
void store.getState().start()
if (/[?&](map|model)=/.test(location.search)) void import('./store/imports/asked-links.ts').then(({ openAsked }) => openAsked(store, location.search))

createRoot(document.getElementById('root')!).render(
  <StoreContext value={store}>
    <App />
  </StoreContext>,
)

// Last of all, and without it the page is the same.
if (import.meta.env.PROD) void afterMap().then(() => import('./store/offline.ts')).then(({ keepOffline }) => keepOffline(store)).catch(() => undefined)
