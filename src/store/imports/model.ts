// One saved model from its file to its place: ways of running it are tried on labelled rows, then it is run on the map's probes, then it lands.
import type { Chain } from '../../formats/chain/chain.ts'
import { sentenceOf } from '../run-context.ts'
import type { HowToRun } from '../../protocol/importing.ts'
import type { BroughtRoom } from './brought-room.ts'
import { quiet } from './brought-room.ts'
import type { Ground } from './ground.ts'
import { groundOf } from './ground.ts'
import type { Imported } from './imported.ts'
import type { Newcomer } from './newcomer.ts'
import { figuresOf, newcomerOf } from './newcomer.ts'
import { freshIds, placeOnMap } from './place.ts'
import { runningBlock } from './standing-block.ts'
import { takeOffMap } from './take-off.ts'

type Model = Extract<NonNullable<Imported['opened']>, { kind: 'model' }>

export const modelOf = (one: Imported | undefined): Model | null => one?.opened?.kind === 'model' ? one.opened : null

/** A file that says its architecture can be run as it is; another one by a chain that the visitor agrees to. */
export const saysAll = ({ card }: Model): boolean => card.runnable && card.proposals.length === 0

/** Where nothing is known better. */
const AS_STORED: HowToRun = { chain: null, scale: 'raw', transposed: false }

/** Weights that are no numbers keep a network off every map. */
export function notFiniteBlock({ card: { tensors } }: Model): string | null {
  const odd = tensors.filter(({ notFinite }) => notFinite > 0)
  const count = odd.reduce((sum, { notFinite }) => sum + notFinite, 0)
  if (count === 0) return null
  const [first] = odd
  return `${count} ${count === 1 ? 'weight is' : 'weights are'} not finite (${first.name}${odd.length > 1 ? ` and ${odd.length - 1} more` : ''}). The network is listed and kept off the map.`
}

/** What it would be run on now: the map's data, or, without a map of ours, the form's. */
async function groundNow({ session: { store, services } }: BroughtRoom): Promise<Ground> {
  const { map, dataset } = store.getState()
  return groundOf(services, map?.manifest.dataset ?? dataset)
}

/** Proposes how it is run, then has it land where nothing is left to be asked. `chains`: those to be tried; null: what the file says, or may mean. */
export async function tryModel(room: BroughtRoom, key: number, chains: Chain[] | null = null): Promise<void> {
  const model = modelOf(room.find(key))
  if (!model) return
  if (!model.card.runnable && model.card.proposals.length === 0) return room.change(key, { phase: 'still', block: model.card.why ?? 'It cannot be run here.' })
  room.change(key, { phase: 'trying', block: null })
  try {
    await weighOn(room, key, await groundNow(room), chains)
  } catch (error) {
    return room.change(key, { phase: 'still', evidence: null, block: sentenceOf(error) })
  }
  if (room.find(key)?.confirmed) return landModel(room, key)
  room.change(key, { phase: 'still', block: notFiniteBlock(model) })
}

/** The evidence of these data, and the way of running it that they propose. Rejects with one sentence where it does not fit them. */
export async function weighOn(room: BroughtRoom, key: number, { dataset, trial }: Ground, chains: Chain[] | null): Promise<void> {
  const model = modelOf(room.find(key))!
  const evidence = await room.session.services.importing.weigh(null, model.handle, chains, trial)
  const how = evidence.trials[evidence.proposed ?? 0]?.how ?? { ...AS_STORED, chain: chains?.[0] ?? model.card.proposals[0] ?? null }
  room.change(key, { evidence, how })
  room.weighedOn.set(key, dataset)
  if (how.chain) await showChain(room, key)
}

/** The card of what the chain makes of it. Rejects with one sentence where it does not fit. */
export async function showChain(room: BroughtRoom, key: number): Promise<void> {
  const one = room.find(key)
  const model = modelOf(one)
  if (!model || !one?.how?.chain) return
  const card = await room.session.services.importing.cardWith(model.handle, one.how.chain)
  // What may be proposed stands beside what is confirmed.
  room.change(key, { opened: { ...model, card: { ...card, proposals: model.card.proposals } } })
}

/** Runs it on the map's probes as the notebook says, and lays it on the map; what is in the way is told on its card. */
export async function landModel(room: BroughtRoom, key: number): Promise<void> {
  const { session } = room
  const { store } = session
  if (store.getState().training) {
    room.change(key, { phase: 'still', block: 'A map is being made: it lands when that stands.' })
    await quiet(session)
  }
  const one = room.find(key)
  const model = modelOf(one)
  if (!one || !model || !one.how) return
  const { map } = store.getState()
  const block = notFiniteBlock(model) ?? runningBlock(store.getState())
  if (block) {
    await takeOff(room, key)
    return room.change(key, { phase: 'still', block })
  }
  room.change(key, { phase: 'running', block: null })
  try {
    const newcomer = await runFor(room, key, one.ids[0] ?? freshIds(session, 1)[0], await groundOf(session.services, map!.manifest.dataset!))
    const placed = await placeOnMap(session, map!.series, [newcomer], one.ids)
    if (!placed) return landModel(room, key) // another map stands
    const [landed = null] = placed.landed
    if (!room.find(key)) return void await takeOffIds(room, [newcomer.row.id]) // it was taken away meanwhile
    room.change(key, { phase: 'still', landed, ids: landed ? [landed.id] : [], turn: one.turn + 1, block: placed.refused[0] ? `It has no place on the map: ${placed.refused[0].why}` : null })
  } catch (error) {
    room.change(key, { phase: 'still', landed: null, ids: [], block: sentenceOf(error) })
  }
}

/** On all probes with every layer, and on all held-out rows for what it answers. Rejects with one sentence where there is nothing to compare. */
export async function runFor(room: BroughtRoom, key: number, id: number, ground: Ground): Promise<Newcomer> {
  const { importing } = room.session.services
  const one = room.find(key)!
  const model = modelOf(one)!
  const how = one.how!
  const run = await importing.run(null, model.handle, how, ground.probes)
  const answers = await importing.answers(null, model.handle, how, ground.test)
  const figures = figuresOf(answers, ground)
  room.change(key, { ran: { outputKind: run.outputKind, assumed: run.assumed, notFinite: run.notFinite + answers.notFinite, right: figures.right, rows: figures.rows } })
  if (run.notFinite > 0) throw new Error(`${one.name} gives answers that are not finite on ${run.notFinite} of ${ground.probes.rows} probes. It is listed and kept off the map.`)
  if (run.layers.length === 0) throw new Error(`${one.name} has no hidden layer, so there is no representation to compare.`)
  return newcomerOf(id, one.name, model.card, how, run, figures)
}

/** Off the map, where it is on it. */
export async function takeOff(room: BroughtRoom, key: number): Promise<void> {
  const ids = room.find(key)?.ids ?? []
  if (ids.length === 0) return
  room.change(key, { landed: null, ids: [] })
  await takeOffIds(room, ids)
}

export const takeOffIds = (room: BroughtRoom, ids: readonly number[]): Promise<void> => takeOffMap(room.session, ids)
