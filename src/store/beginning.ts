// How a visit begins: with what an earlier one left, or with the ready-made map; then engines are looked for and tried out.
import type { MapHead } from '../formats/map-file.ts'
import { afterMap } from './after-map.ts'
import type { CameBack } from './come-back.ts'
import { whatWasKept } from './come-back.ts'
import { tryEngines } from './engines.ts'
import { formOf } from './initial-state.ts'
import { mapFromHead } from './map-view.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'

/** `hash`: the address's part from # on; a link there comes before all else, and what was kept stays kept. */
export async function beginVisit(session: Session, hash = ''): Promise<void> {
  const { store, services, holdings } = session
  const readyMade = (name: string): Promise<MapHead> => {
    const coming = services.maps.readyMade(name)
    coming.catch(() => undefined)
    return coming
  }
  const mine = services.page.marked() // a reload of a tab that showed a session: then its address says the same of it, and less
  const early = hash === '' || mine !== null ? readyMade(services.maps.first) : null // on its way while the vault is looked into
  // Asked in one breath: a training that begins meanwhile is not what an earlier visit left.
  const [{ session: here }, kept, elsewhere] = await Promise.all([services.vault.open(), whatWasKept(services.vault), services.vault.elsewhere().catch(() => null)])
  const { keeper } = session
  keeper.guest = hash !== '' && (mine === null || mine !== here)
  const linked = keeper.guest && await followed(session, hash)
  keeper.guest = linked
  // Nobody who begins anew needs it; whoever comes back sees no other view first.
  const views = services.tab.get('last') || ((kept?.view || elsewhere?.view) && !linked) ? await import('./kept-view.ts').catch(() => null) : null
  const back = linked || store.getState().training ? null : kept
  if (back?.shown) {
    show(session, back)
    if (back.view) views?.showKept(session, back.view, back.restored.unplaced, true)
  } else if (!linked && !store.getState().training) {
    const first = early ?? readyMade(services.maps.first)
    await firstMap(session, elsewhere && elsewhere.map !== services.maps.first ? services.maps.readyMade(elsewhere.map).catch(() => first) : first)
    if (elsewhere?.view && store.getState().map?.manifest.lineage?.base === elsewhere.map) views?.showKept(session, elsewhere.view, [], true)
  }
  views?.showLast(session, back?.restored.unplaced)
  const keeping = afterMap().then(() => import('./kept-view.ts')).then(({ keepViews }) => keepViews(session, linked)).catch(() => undefined)
  // What earlier visits brought is looked for once the map is drawn.
  void afterMap().then(() => services.data.held()).then(found => store.setState(({ ownData: brought }) =>
    ({ ownData: [...brought ?? [], ...found.filter(({ own: { hash } }) => !brought?.some(({ own }) => own.hash === hash))] })))
  // Workers that start now would take the cores that the first frame is drawn with.
  await afterMap()
  await Promise.all([
    services.training.detectGpu()
      .catch(error => ({ available: false, fallback: false, name: '', why: sentenceOf(error) }))
      .then(gpu => store.setState({ gpu }))
      .then(() => Promise.all([back && goOn(session, back), tryEngines(store, services)])),
    holdings.detail().catch(() => undefined), // fetched ahead; whoever needs it hears of the failure
  ])
  await (await keeping)?.()
}

/** Within another page: the page's own first map, and nothing besides. What is kept in this browser is not looked at, and no engine is tried out. */
export async function beginEmbedded(session: Session, hash = ''): Promise<void> {
  session.keeper.keepNothing()
  const { store, services, notify } = session
  const linked = hash !== '' && await followed(session, hash)
  // A link may offer networks to be trained; that is for the whole page.
  if (!linked || !store.getState().map) await firstMap(session, services.maps.readyMade(services.maps.first))
  if (store.getState().followed?.phase === 'offered') notify('info', 'This view has networks that are trained from their seeds. Open it in Netfold to train them.')
  await session.holdings.detail().catch(() => undefined)
}

/** Whether what the link names is on screen, or is offered. */
const followed = async (session: Session, hash: string): Promise<boolean> => await (await session.store.getState().room('links'))?.follow(hash) ?? false

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
export async function goOn({ store, portraits, notify, carryOut }: Session, { order, notice, form }: CameBack): Promise<void> {
  if (store.getState().training) return
  if (!order) return portraits.begin()
  if (form) store.getState().setRecipe(form)
  if (notice) notify('info', notice)
  await carryOut(order)
}
