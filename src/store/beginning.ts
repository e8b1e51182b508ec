// How a visit begins: with what an earlier one left, or with the ready-made map; then engines are looked for and tried out.
import type { MapHead } from '../formats/map-file.ts'
import { afterMap } from './after-map.ts'
import type { CameBack } from './come-back.ts'
import { whatWasKept } from './come-back.ts'
import { tryEngines } from './engines.ts'
import { formOf } from './initial-state.ts'
import { mapFromHead } from './map-view.ts'
import { sentenceOf } from './run-context.ts'
import type { RunOrder } from './run-order.ts'
import type { Session } from './session.ts'
import type { MapView } from './state.ts'

/** `carryOut`: trains what an order says. */
export async function beginVisit(session: Session, carryOut: (order: RunOrder) => Promise<void>): Promise<void> {
  const { store, services, holdings } = session
  const first = services.maps.readyMade(services.maps.first) // on its way while the vault is looked into
  first.catch(() => undefined)
  // Asked in one breath: a training that begins meanwhile is not what an earlier visit left.
  const [, kept, elsewhere] = await Promise.all([services.vault.open(), whatWasKept(services.vault), services.vault.elsewhere().catch(() => null)])
  const back = store.getState().training ? null : kept
  if (back?.shown) show(session, back)
  else if (!store.getState().training) await firstMap(session, elsewhere && elsewhere.map !== services.maps.first ? services.maps.readyMade(elsewhere.map).catch(() => first) : first)
  const { map } = store.getState()
  void asBefore(session, back?.shown ? { map, view: back.view } : { map: elsewhere && map?.manifest.lineage?.base === elsewhere.map ? map : null, view: elsewhere?.view })
  // What earlier visits brought is looked for once the map is drawn.
  void afterMap().then(() => services.data.held()).then(found => store.setState(({ ownData: brought }) =>
    ({ ownData: [...brought ?? [], ...found.filter(({ own: { hash } }) => !brought?.some(({ own }) => own.hash === hash))] })))
  await Promise.all([
    services.training.detectGpu()
      .catch(error => ({ available: false, fallback: false, name: '', why: sentenceOf(error) }))
      .then(gpu => store.setState({ gpu }))
      .then(() => Promise.all([back && goOn(session, back, carryOut), tryEngines(store, services)])),
    holdings.detail().catch(() => undefined), // fetched ahead; whoever needs it hears of the failure
  ])
}

/** How it was looked at when the page was closed, unless another map has come meanwhile; and from then on that is kept. */
async function asBefore(session: Session, { map, view }: { map: MapView | null, view: unknown }): Promise<void> {
  await afterMap()
  const room = await import('./kept-view.ts').catch(() => null)
  if (view && map && session.store.getState().map?.series === map.series) room?.showKept(session, view)
  room?.keepViews(session)
}

/** Within another page: the page's own first map, and nothing besides. What is kept in this browser is not looked at, and no engine is tried out. */
export async function beginEmbedded(session: Session): Promise<void> {
  await firstMap(session, session.services.maps.readyMade(session.services.maps.first))
  await session.holdings.detail().catch(() => undefined)
}

/** The map that stood when the page was closed. */
export function show({ store, holdings, keeper }: Session, { restored: { map, standing, activations }, details }: CameBack): void {
  const { dataset, recipe, geometry } = map.manifest
  holdings.restore(details, activations, standing)
  keeper.took(map, standing.base !== null)
  store.setState(state => ({ map, mapFault: null, ...formOf(state, dataset, recipe), geometry }))
}

/** The map that a newcomer sees. */
async function firstMap(session: Session, coming: Promise<MapHead>): Promise<void> {
  const { store, holdings } = session
  try {
    const head = await coming
    const { view } = head.manifest
    const looking = view ? await import('./sharing/show-view.ts') : null
    if (store.getState().training) return // somebody did not wait for it
    holdings.hold(head, null, null)
    // The form continues the map's own sequence: its recipe, its data, its settings.
    const { dataset, recipe, geometry } = head.manifest
    store.setState(state => ({ map: mapFromHead(head, 'ready-made', true, 1), mapFault: null, ...formOf(state, dataset, recipe), geometry }))
    looking?.showView(session, view)
  } catch (error) {
    store.setState({ mapFault: `The ready-made map could not be shown: ${sentenceOf(error)}` })
  }
}

/** With what an earlier visit had not finished. */
async function goOn({ store, portraits, notify }: Session, { order, notice, form }: CameBack, carryOut: (order: RunOrder) => Promise<void>): Promise<void> {
  if (store.getState().training) return
  if (!order) return portraits.begin()
  if (form) store.getState().setRecipe(form)
  if (notice) notify('info', notice)
  await carryOut(order)
}
