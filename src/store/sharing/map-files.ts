// The map as a file of the visitor's: how large it would be, and saving it.
import { madeAgain, mapFileName, saveMap } from '../files.ts'
import { checkpointsBeside, mapFileOf, wayBytes } from '../map-file-of.ts'
import type { Session } from '../session.ts'
import { keptWeights } from '../session.ts'
import type { MapView } from '../state.ts'
import type { FileOptions, MapFilesRoom } from './rooms.ts'

/** Networks that stand for all when their bytes are counted. */
const SAMPLE = 48

/** What was kept is asked of the vault one network at a time: of this many, or of all where there are no more. */
const ASKED = 200

/** What a file takes along unasked (bytes): it can be mailed, and what drops back in can be compared with and trained on. */
const MODERATE = 32e6

/** Bytes a number in a file of activations, as the ready-made digits have them: halves, deflated to 77 %. */
const PACKED_HALF = 1.55

export function roomOf(session: Session): MapFilesRoom {
  return {
    async describe() {
      const { map } = session.store.getState()
      if (!map) throw new Error('There is no map to save yet.')
      const file = await mapFileOf(session, map, { activations: false, checkpoints: false })
      const [{ size: lean }, activations, checkpoints] = await Promise.all([session.services.maps.write(file), activationBytes(session, map), keptBytes(session, map)])
      const { unmade } = session.holdings
      return {
        name: mapFileName(map), bytes: { lean, activations, checkpoints }, usual: usual(unmade ? Infinity : activations, checkpoints),
        without: madeAgain(file) ? 'again' : 'never',
      }
    },
    save: options => saveMap(session, options),
  }
}

function usual(activations: number, checkpoints: number): FileOptions {
  return { activations: activations > 0 && activations <= MODERATE, checkpoints: checkpoints > 0 && checkpoints + (activations <= MODERATE ? activations : 0) <= MODERATE }
}

/** At most so many, evenly. */
const some = <T>(items: readonly T[], most: number): T[] =>
  items.length <= most ? [...items] : items.filter((_, k) => Math.floor(k * most / items.length) !== Math.floor((k - 1) * most / items.length))

/** 0 where the map has none. Those that are not here are not fetched for it. */
async function activationBytes({ services, holdings }: Session, map: MapView): Promise<number> {
  if (!map.comparable || map.networks.length === 0) return 0
  const held = holdings.activations
  if (held.length === 0) return map.networks.reduce((sum, { hyper }) => sum + PACKED_HALF * map.manifest.probes * (hyper?.width ?? 64), 0)
  const sample = some(held, SAMPLE)
  return await services.maps.activationsSize(sample) / numbers(sample) * numbers(held)
}

const numbers = (activations: readonly { values: Float32Array }[]): number => Math.max(1, activations.reduce((sum, { values }) => sum + values.length, 0))

/** Checkpoints are stored as halves, weights and predictions as they are. */
async function keptBytes(session: Session, map: MapView): Promise<number> {
  const rows = [...map.networks, ...map.diverged]
  const sample = some(rows, ASKED)
  const kept = await Promise.all(sample.map(({ id }) => keptWeights(session, id)))
  const bytes = kept.reduce((sum, found) => {
    const { checkpoints, state, probabilities } = found ?? { checkpoints: null, state: null, probabilities: null }
    const halves = checkpoints ? wayBytes(checkpoints) : 0
    const singles = [state?.weights, state?.first, state?.second, probabilities].reduce((total, array) => total + (array?.byteLength ?? 0), 0)
    return sum + halves / 2 + singles
  }, 0)
  const beside = Array.from((await checkpointsBeside(session, map)).values(), wayBytes)
  return (sample.length === 0 ? 0 : bytes / sample.length * rows.length) + beside.reduce((sum, halves) => sum + halves / 2, 0)
}
