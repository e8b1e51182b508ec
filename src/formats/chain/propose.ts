// Which chains a file's tensors may be, told from their names, order and shapes, and from what else the file says.
import { FormatError } from '../format-error.ts'
import type { StoredTensor } from '../saved-model.ts'
import type { Chain, ChainStep } from './chain.ts'
import { flattened, normsSwapped } from './edit.ts'
import type { Evidence } from './evidence.ts'
import { NO_EVIDENCE } from './evidence.ts'
import { shapesOfChain } from './graph-of-chain.ts'
import { ordersOf } from './order.ts'
import type { Part, WeightedPart } from './parts.ts'
import { isWeighted, partsOf } from './parts.ts'
import type { Geometry } from './pictures.ts'
import { geometriesOf, sidesOf } from './pictures.ts'

/** The most that are proposed. */
const MOST = 8

/** Epsilon of batch norms, where the file does not say it: the default of the library that lays weights so. */
const EPSILON = { torch: 1e-5, keras: 1e-3 }

/**
 * Likeliest first: what modules in the file tell, else relu after every layer but the last; then norms behind them, other pictures. Other
 * activations are for the one who asks (withActivation). All of them fit their tensors. Empty where the tensors make no chain. At most a handful.
 */
export function proposeChains(tensors: readonly StoredTensor[], layout: Chain['layout'], evidence: Evidence = NO_EVIDENCE): Chain[] {
  const { parts, odd } = partsOf(tensors, layout)
  // Modules that say all of their order need no names and sizes to be understood.
  const told = evidence.sure && evidence.steps !== null
  if (odd !== null && !told) return []
  const found: Chain[] = []
  const seen = new Set<string>()
  const add = (chain: Chain): void => {
    const key = JSON.stringify(chain)
    if (found.length >= MOST || seen.has(key)) return
    seen.add(key)
    if (fits(chain, tensors)) found.push(chain)
  }
  if (evidence.steps) {
    const first = parts.find(part => part.kind === 'conv2d')
    for (const side of [null, ...sidesOf(first?.kind === 'conv2d' ? first.inputs : 1)]) chainsOfSteps(evidence.steps, parts, layout, evidence, side).forEach(add)
    for (let side = 4; evidence.sure && found.length === 0 && side <= 256; side++) chainsOfSteps(evidence.steps, parts, layout, evidence, side).forEach(add)
  }
  if ((evidence.sure && found.length > 0) || odd !== null) return found
  const orders = ordersOf(parts)
  const activation = activationOf(evidence)
  const shaped = orders.flatMap(order => chainsOfOrder(order, layout, evidence)).map(chain => activation ? activated(chain, activation) : chain)
  const [first] = shaped
  if (first) {
    add(first)
    const swapped = normsSwapped(first)
    add(swapped)
  }
  shaped.forEach(add)
  return found
}

function fits(chain: Chain, tensors: readonly StoredTensor[]): boolean {
  try {
    shapesOfChain(chain, tensors)
    return true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function chainsOfOrder(order: readonly Part[], layout: Chain['layout'], evidence: Evidence): Chain[] {
  const convs = order.filter((part): part is WeightedPart => part.kind === 'conv2d')
  const dense = order.find((part): part is WeightedPart => part.kind === 'dense')
  const last = order.findLast(isWeighted)
  const stepsWith = (geometry: Geometry | null): ChainStep[] => {
    const steps: ChainStep[] = []
    let conv = 0
    let waiting: ChainStep[] = []
    const close = (): void => {
      steps.push(...waiting)
      waiting = []
    }
    for (const part of order) {
      if (part.kind === 'batchNorm') {
        const epsilon = evidence.epsilons.get(part.mean) ?? EPSILON[layout]
        steps.push({ kind: 'batchNorm', scale: part.scale, offset: part.offset, mean: part.mean, variance: part.variance, epsilon })
        continue
      }
      if (part.kind === 'layerNorm') {
        steps.push({ kind: 'layerNorm', scale: part.scale, offset: part.offset, size: part.size, epsilon: EPSILON[layout] })
        continue
      }
      close()
      if (part.kind === 'conv2d') {
        steps.push({ kind: 'conv2d', weight: part.weight, bias: part.bias, ...geometry!.sliding[conv] })
        if (part !== last) waiting.push({ kind: 'activation', fn: 'relu' })
        if (geometry!.pooled[conv]) waiting.push({ kind: 'pool', of: 'max', size: 2 })
        conv++
        if (conv === convs.length) waiting.push(...geometry!.global ? [{ kind: 'globalPool', of: 'average' } as const] : dense ? [{ kind: 'flatten' } as const] : [])
      } else {
        steps.push({ kind: 'dense', weight: part.weight, bias: part.bias })
        if (part !== last) waiting.push({ kind: 'activation', fn: 'relu' })
      }
    }
    close()
    return steps
  }
  if (convs.length > 0) {
    const channels = convs[0].inputs
    const geometries = geometriesOf(convs, dense?.inputs ?? null, poolHints(order), layout, evidence, MOST)
    return geometries.map(geometry => ({ layout, input: [geometry.side, geometry.side, channels], steps: stepsWith(geometry) }))
  }
  if (!dense) return []
  const steps = stepsWith(null)
  const flat: Chain = { layout, input: [dense.inputs], steps }
  // Colour pictures that PyTorch flattens lie channel by channel: as plain features they would be mixed up.
  const side = colourSide(dense.inputs, layout)
  return side === null ? [flat] : [{ layout, input: [side, side, 3], steps: [{ kind: 'flatten' }, ...steps] }, flat]
}

/** The side of the coloured picture that so many features may be; null where they are none that people train on. */
function colourSide(features: number, layout: Chain['layout']): number | null {
  const side = Math.sqrt(features / 3)
  return layout === 'torch' && [32, 64, 96, 224].includes(side) ? side : null
}

/** An nn.Sequential numbers its modules: two more than the layer itself behind a convolution are an activation and a pool, one is an activation. */
function poolHints(order: readonly Part[]): (boolean | null)[] {
  return order.flatMap((part, k) => {
    if (part.kind !== 'conv2d') return []
    const norm = k + 1 < order.length && !isWeighted(order[k + 1]) ? order[k + 1] : part
    const next = order[k + (norm === part ? 1 : 2)]
    const [from, to] = [norm, next].map(one => /^(.*?)(\d+)$/.exec(one?.name ?? ''))
    if (!from || !to || from[1] !== to[1] || next.kind !== 'conv2d' || !/(^|\.)$/.test(from[1])) return [null]
    return [Number(to[2]) - Number(from[2]) > 2]
  })
}

/** The chain of modules in their order, for pictures of this side; null: for a row of features. None where the first layer wants the other. */
function chainsOfSteps(steps: readonly ChainStep[], parts: readonly Part[], layout: Chain['layout'], evidence: Evidence, side: number | null): Chain[] {
  const first = steps.find(step => step.kind === 'dense' || step.kind === 'conv2d')
  const layers = parts.filter(isWeighted)
  const part = layers.find(({ weight }) => weight === first?.weight)
  if (!part || (side === null) !== (part.kind === 'dense') || (!evidence.sure && !eachActivated(steps))) return []
  if (side === null) {
    const colour = colourSide(part.inputs, layout)
    // What is flattened was a picture, and a coloured one lies channel by channel.
    const picture = colour !== null && steps.findIndex(({ kind }) => kind === 'flatten') < steps.findIndex(({ kind }) => kind === 'dense') && steps.some(({ kind }) => kind === 'flatten')
    return [{ layout, input: picture ? [colour, colour, 3] : [part.inputs], steps: [...steps] }]
  }
  return [flattened({ layout, input: [side, side, part.inputs], steps: [...steps] })]
}

/** Whether an activation stands between any two layers: otherwise code that is not here puts some there. */
function eachActivated(steps: readonly ChainStep[]): boolean {
  const kinds = steps.map(({ kind }) => kind).filter(kind => kind === 'dense' || kind === 'conv2d' || kind === 'activation')
  return kinds.every((kind, k) => k === 0 || kind === 'activation' || kinds[k - 1] === 'activation')
}

type Activation = Extract<ChainStep, { kind: 'activation' }>

/** The activation of modules that have one alone, used however often; null where there are several, or none. */
function activationOf({ steps }: Evidence): Activation | null {
  const all = (steps ?? []).filter((step): step is Activation => step.kind === 'activation')
  return all.length > 0 && all.every(({ fn, alpha }) => fn === all[0].fn && alpha === all[0].alpha) ? all[0] : null
}

const activated = (chain: Chain, activation: Activation): Chain => ({ ...chain, steps: chain.steps.map(step => step.kind === 'activation' ? { ...activation } : step) })
