// Brings what is asked of representations to the spectra worker: the map's activations, the layers of a network made again, the probes' labels.
import type { RelativeWidth } from '../core/entropy/relative-width.ts'
import { nearestSigma, sigmaGrid } from '../core/entropy/relative-width.ts'
import type { NetworkActivations } from '../core/network.ts'
import type { Scale } from '../core/settings.ts'
import type { Classes, Information, LayerSpectra, Spectra } from '../protocol/spectra.ts'
import { probeLabels } from './portraits.ts'
import { revisitOne } from './revisits.ts'
import type { Session } from './session.ts'

type Tell<Answer> = (share: number, sofar?: Answer) => void

/** Activations of the map's networks, in its order; a map from elsewhere may lack some. */
async function representations({ store, holdings }: Session): Promise<NetworkActivations[]> {
  const all = new Map((await holdings.representations()).map(network => [network.id, network]))
  return store.getState().map!.networks.flatMap(({ id }) => all.get(id) ?? [])
}

const gridOf = ({ store }: Session, scale: Scale): number[] => sigmaGrid(scale, store.getState().map!.manifest.geometry)
const widthsOf = (scale: Scale, grid: readonly number[]): RelativeWidth[] => grid.map(sigma => ({ scale, sigma }))

/** The width in use alone, then two at a time whatever is nearest to it then: a reader who moves σ meets spectra that are there. */
export async function spectraOfMap(session: Session, { scale }: { scale: Scale }, tell: Tell<Spectra>, signal: AbortSignal): Promise<Spectra> {
  const networks = await representations(session)
  const grid = gridOf(session, scale)
  const by: (Float32Array | null)[] = grid.map(() => null)
  const sofar = (): Spectra => ({ ids: networks.map(({ id }) => id), n: networks[0]?.rows ?? 0, scale, grid, by: [...by] })
  for (let done = 0; done < grid.length;) {
    const { sigma } = session.store.getState().entropy
    const missing = grid.filter((_, k) => !by[k])
    const next: number[] = []
    while (missing.length && next.length < (done === 0 ? 1 : 2)) next.push(...missing.splice(nearestSigma(missing, sigma), 1))
    const told = sofar()
    const tables = await session.services.spectra.spectra(signal, networks, widthsOf(scale, next), share => tell((done + share * next.length) / grid.length, told))
    next.forEach((one, k) => { by[grid.indexOf(one)] = tables[k] })
    done += next.length
    tell(done / grid.length, sofar())
  }
  return sofar()
}

export async function spectraOfLayers(session: Session, { id, scale }: { id: number, scale: Scale }, tell: Tell<LayerSpectra>, signal: AbortSignal): Promise<LayerSpectra> {
  const { layers } = await revisitOne(session, id)
  const networks = layers.map(({ columns, values }): NetworkActivations => ({ id, rows: values.length / columns, columns, values }))
  const grid = gridOf(session, scale)
  const by = await session.services.spectra.spectra(signal, networks, widthsOf(scale, grid), tell)
  return { id, layers: layers.map(({ name, columns }) => ({ name, columns })), n: networks[0]?.rows ?? 0, grid, by }
}

async function labelsOf({ store, services }: Session): Promise<Int32Array> {
  return probeLabels(await services.data.dataset(store.getState().map!.manifest.dataset!))
}

async function represented(session: Session, ids: readonly number[]): Promise<NetworkActivations[]> {
  const all = new Map((await representations(session)).map(network => [network.id, network]))
  return ids.flatMap(id => all.get(id) ?? [])
}

export async function informationOf(session: Session, { id, scale }: { id: number, scale: Scale }): Promise<Information> {
  const [network] = await represented(session, [id])
  if (!network) throw new Error(`Network ${id} has no activations here.`)
  const grid = gridOf(session, scale)
  return { id, grid, by: await session.services.spectra.information(network, await labelsOf(session), widthsOf(scale, grid)) }
}

export async function classesOf(session: Session, { ids }: { ids: readonly number[] }, tell: Tell<Classes>, signal: AbortSignal): Promise<Classes> {
  const networks = await represented(session, ids)
  const found = await session.services.spectra.byClass(signal, networks, await labelsOf(session), tell)
  return { networks: found.map((one, k) => ({ ...one, id: networks[k].id })) }
}
