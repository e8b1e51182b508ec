// Questions about the shape of representations, with the activations that they are asked of.
import type { NetworkActivations } from '../core/network.ts'
import type { NetworkShape, PackedDiagrams, ShapeMatching } from '../protocol/topology.ts'
import type { Session } from './session.ts'

export async function shapeOf(session: Session, id: number, signal: AbortSignal): Promise<NetworkShape> {
  const [network] = await activationsOf(session, [id])
  return session.services.topology.shape(signal, network)
}

/** Partial answers are put together this often. */
const A_PART = 0.1

/** Of all networks of the map. */
export async function diagramsOf(session: Session, tell: (share: number, sofar?: PackedDiagrams) => void, signal: AbortSignal): Promise<PackedDiagrams> {
  const networks = await activationsOf(session, session.store.getState().map!.networks.map(row => row.id))
  let told = 0
  return session.services.topology.diagrams(signal, networks, (share, sofar) => {
    const much = share >= told + A_PART
    if (much) told = share
    tell(share, much ? sofar() : undefined)
  })
}

export async function matchingOf(session: Session, a: number, b: number, signal: AbortSignal): Promise<ShapeMatching> {
  const [one, other] = await activationsOf(session, [a, b])
  return session.services.topology.matching(signal, one, other)
}

async function activationsOf({ holdings }: Session, ids: readonly number[]): Promise<NetworkActivations[]> {
  const held = new Map((await holdings.representations()).map(network => [network.id, network]))
  return ids.map(id => {
    const found = held.get(id)
    if (!found) throw new Error(`Network ${id} has no activations here, so its shape cannot be computed.`)
    return found
  })
}
