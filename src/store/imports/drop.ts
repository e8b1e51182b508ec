// From dropped files to entries in the notebook: a card stands at once, and becomes what the file turns out to be.
import { baseName, shownName } from '../../formats/base-name.ts'
import type { Wanted } from '../../formats/dropped.ts'
import { straight } from '../../formats/format-error.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import type { BroughtFile, Missed } from '../state.ts'
import type { OpenedCard } from '../../protocol/importing.ts'
import type { BroughtRoom } from './brought-room.ts'
import { landBundle } from './bundle.ts'
import { draftedData } from './draft.ts'
import type { Imported } from './imported.ts'
import { saysAll, tryModel } from './model.ts'

const nameOf = (path: string): string => straight(baseName(path))

const reading = (key: number, files: readonly BroughtFile[]): Imported => ({
  key, name: nameOf(files[0].path), files: files.map(({ path }) => path), bytes: files.reduce((sum, { file }) => sum + file.size, 0),
  phase: 'reading', opened: null, how: null, confirmed: false, evidence: null, ran: null, landed: null, ids: [], turn: 0, block: null,
})

/** Resolves when each has its place, or its reason why not. */
export async function openDropped(room: BroughtRoom, files: readonly BroughtFile[], wanted: Wanted, missed: Missed | null = null): Promise<void> {
  const { store, services, notify } = room.session
  if (missed?.cut) notify('warn', `There is more in it than is taken at once: the first ${files.length} files are read. Drop the others by themselves, or a zip of them.`)
  if (missed && missed.gone.length > 0) notify('warn', goneWords(missed.gone))
  else if (files.length === 0 && !missed?.cut) notify('warn', 'There are no files in what was dropped: the folder is empty.')
  if (files.length === 0) return
  const { tab } = store.getState()
  const key = room.nextKey()
  const isMap = files.length === 1 && /\.npz$/i.test(files[0].path) // most likely: no card flashes up for it
  store.setState(state => ({ imports: [...state.imports, reading(key, files)], ...!isMap && wanted !== 'data' && { tab: 'models' as const } }))
  const stop = new AbortController()
  room.readings.set(key, stop)
  let cards: OpenedCard[]
  try {
    cards = await services.importing.open(stop.signal, files, wanted)
  } catch (error) {
    cards = isAbort(error) ? [] : [{ kind: 'refused', files: files.map(({ path }) => path), bytes: 0, seems: null, why: sentenceOf(error) }]
  } finally {
    room.readings.delete(key)
  }
  const listed = cards.filter(card => card.kind !== 'map' && card.kind !== 'data')
  const entries = listed.map((card, at): Imported => ({
    ...reading(at === 0 ? key : room.nextKey(), files), name: nameOf(card.files[0]), files: card.files, bytes: card.bytes, opened: card,
    phase: card.kind === 'model' || card.kind === 'bundle' ? 'trying' : 'still', confirmed: card.kind === 'model' && saysAll(card),
    block: card.kind === 'refused' ? card.why : null,
  }))
  // The card that stood for all of them makes room.
  const kept = store.getState().imports.some(one => one.key === key)
  store.setState(({ imports, tab: now }) => ({
    imports: imports.flatMap(one => one.key === key ? entries : [one]),
    ...entries.length > 0 && kept ? { tab: 'models' as const } : now === 'models' && imports.length === 1 && { tab },
  }))
  if (!kept) { // taken away while it was being read
    for (const card of cards) if (card.kind === 'model') services.importing.close(card.handle)
    return
  }
  for (const card of cards) if (card.kind === 'data') openDraft(room, card)
  const maps = cards.filter(card => card.kind === 'map')
  if (maps.length > 1) notify('info', `One map is shown at a time: ${nameOf(maps[0].files[0])} is opened.`)
  if (maps.length > 0) {
    await openMap(room, files, maps[0].files[0])
    if (entries.some(entry => room.find(entry.key))) store.setState({ tab: 'models' }) // what came with it is shown, not only the map
  }
  await Promise.all(entries.map(entry => room.inTurn(async () => {
    if (entry.opened?.kind === 'model') await tryModel(room, entry.key)
    else if (entry.opened?.kind === 'bundle') await landBundle(room, entry.key)
  })))
}

function goneWords([first, ...others]: readonly string[]): string {
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `${shownName(first)}${more} could not be read: gone from the disk meanwhile, or not yours to read. Drop what is left again.`
}

async function openMap({ session: { store } }: BroughtRoom, files: readonly BroughtFile[], path: string): Promise<void> {
  const found = files.find(file => file.path === path) ?? files[0]
  await store.getState().openMapFile(found.file instanceof File ? found.file : new File([found.file], nameOf(path)))
}

function openDraft({ session: { store, notify } }: BroughtRoom, { files, draft }: Extract<OpenedCard, { kind: 'data' }>): void {
  if (store.getState().draft) return notify('info', `${nameOf(files[0])} is a data set too: one is looked at at a time.`)
  store.setState({ draft: draftedData(nameOf(files[0]), draft) })
}
