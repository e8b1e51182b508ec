// A session that is not on screen as a map file: read in the vault, put together beside what is on screen, and nothing there changes.
import { createStore } from 'zustand/vanilla'
import { cameBack } from '../come-back.ts'
import { mapFileName, saveMap } from '../files.ts'
import { Holdings } from '../holdings.ts'
import { recordFor } from '../kept-view.ts'
import { mapFileOf } from '../map-file-of.ts'
import { Portraits } from '../portraits.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import type { Session } from '../session.ts'
import { SessionKeeper } from '../session-keeper.ts'
import type { AppStore } from '../state.ts'
import { readView } from './view.ts'

/** False where something stood in the way, which a notice says. `name`: of the session, as a notice says it. */
export async function saveKept(session: Session, id: number, name: string): Promise<boolean> {
  const { store, services, notify, keeper } = session
  const entry = (await services.vault.list()).find(one => one.id === id)
  if (entry?.here && keeper.holds(store.getState().map)) {
    await saveMap(session)
    return true
  }
  if (store.getState().second) {
    notify('warn', `“${name}” was not saved: close the second map first, its place is needed to put the file together.`)
    return false
  }
  const kept = await services.vault.peek(id)
  const back = kept && await cameBack({ ...kept, run: { ...kept.run, state: 'paused' } }, 1)
  if (!kept || !back?.shown) throw new Error('what is kept of it cannot be read.')
  const { restored: { map, standing, activations }, details } = back
  const vault = { ...services.vault, weights: (network: number) => services.vault.weights(network, id), onReport: () => undefined }
  const beside = { ...services, geometry: services.beside, vault }
  const holdings = new Holdings(beside, () => undefined)
  holdings.restore(details, activations, standing)
  const aside = createStore<AppStore>()(() => ({ ...store.getState(), ...NOTHING_CHOSEN, answers: new Map(), map }))
  const view = recordFor(back.view, aside.getState())
  if (view) aside.setState(readView(view, aside.getState()).change)
  const keeperBeside = new SessionKeeper(aside, beside, holdings, notify)
  keeperBeside.took(map, true)
  const portraits = new Portraits(aside, beside, holdings)
  const saved: Session = { ...session, store: aside, services: beside, holdings, keeper: keeperBeside, portraits, endWaiting: null, landing: null }
  try {
    const left = kept.networks.length - map.networks.length - map.diverged.length
    const those = left === 1 ? 'network that has' : 'networks that have'
    if (left > 0) notify('info', `The file goes without ${left} ${those} no place on the map yet: open the session and let its training go on.`)
    const file = await mapFileOf(saved, map, { activations: true, checkpoints: true }, sentence => notify('info', sentence))
    services.download(await services.maps.write(file), mapFileName(map))
    return true
  } finally {
    services.beside.close()
  }
}
