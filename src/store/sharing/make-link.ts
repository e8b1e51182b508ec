// The link to what is on screen: which map, how it is looked at, by what a retrained one can be told; and in sentences what it goes without.
import { ownDataWords } from '../../core/data/dataset.ts'
import { linkText } from '../../formats/link-text.ts'
import { withoutNetworks } from '../map-view.ts'
import type { AppState, MapView } from '../state.ts'
import type { Fingerprint } from './fingerprint.ts'
import { fingerprintJson, fingerprintOf } from './fingerprint.ts'
import type { Told } from './lineage.ts'
import { toldBy } from './lineage.ts'
import type { LinkedMap } from './link-record.ts'
import { mapJson } from './link-record.ts'
import type { LinkOptions, MadeLink } from './rooms.ts'
import { writeView } from './view.ts'

/** Longer addresses are cut by some programs. */
export const MOST_CHARACTERS = 2000

/** Of a title. */
const TITLE = 80

/** What goes first where the link would be too long: names of the view, and how a sentence calls them. */
const LEAVES: readonly { words: string, names: readonly string[] }[] = [
  { words: 'what was foretold of networks that landed', names: ['landings'] },
  { words: 'places to compare retrained networks with', names: [] },
  { words: 'what the form says of the next training', names: ['recipe', 'data', 'geometry'] },
  { words: 'the second map', names: ['second'] },
  { words: 'brushes', names: ['brushes'] },
  { words: 'groups A and B', names: ['a', 'b'] },
  { words: 'the selection', names: ['selection'] },
  { words: 'the search', names: ['search'] },
]

interface Named { map: LinkedMap, view: MapView, print: Fingerprint | null, missing: readonly string[] }

/**
 * `address`: of the page, as it stands; `first`: the map that it shows to whoever comes without a link. A page as everybody finds it needs no link: then the
 * address is its own.
 */
export function madeLink(state: AppState, { selection, camera, hideRail }: LinkOptions, address: string, first: string): MadeLink {
  const page = address.replace(/#.*$/s, '')
  const { map } = state
  if (!map) return { address: page, characters: page.length, missing: ['There is no map to link to yet.'] }
  const named = nameOf(map)
  const shown = { ...state, map: named.view, leftFolded: state.leftFolded || hideRail }
  const leave = [...selection ? [] : ['selection', 'a', 'b', 'brushes'], ...camera ? [] : ['look']]
  const plain = named.map.kind === 'file' ? page : withoutAsked(page)
  const left: string[] = []
  const late = reckonedLater(state) ? ['The receiver’s map has these colours when the panel that reckons them has come into view there; until then test accuracy is shown.'] : []
  let view = writeView(shown, leave)
  if (named.map.kind === 'ready' && named.map.name === first && Object.keys(view).length === 0) return { address: plain, characters: plain.length, missing: [] }
  let brief = false
  const made = (): string => `${plain}#${linkText({ map: mapJson(named.map), view, ...named.print && { print: fingerprintJson(named.print, brief) } })}`
  let link = made()
  for (const { words, names } of LEAVES) {
    if (link.length <= MOST_CHARACTERS) break
    const of = names.length === 0 ? named.print?.sample : names.some(name => view[name] !== undefined)
    if (!of) continue
    leave.push(...names)
    if (names.length === 0) brief = true
    view = writeView(shown, leave)
    left.push(words)
    link = made()
  }
  return { address: link, characters: link.length, missing: [...named.missing, ...late, ...left.length > 0 ? [`To stay within 2,000 characters the link goes without ${listed(left)}.`] : []] }
}

/** Colours by a measure that some panel makes, where the view does not open that panel. */
function reckonedLater({ colour: { measure }, dock, cut, tab }: AppState): boolean {
  if (!measure.startsWith('derived:')) return false
  if (measure.startsWith('derived:clusters')) return dock !== 'clusters' && cut.shown !== true
  return !(measure.startsWith('derived:entropy') && tab === 'entropy')
}

const listed = (words: readonly string[]): string => words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`

/** What the address asked to be fetched is on screen no more. */
function withoutAsked(page: string): string {
  const url = new URL(page)
  if (!url.searchParams.has('map') && !url.searchParams.has('model')) return page
  for (const name of ['map', 'model']) url.searchParams.delete(name)
  return url.href
}

const known = new WeakMap<MapView, Named>()

function nameOf(map: MapView): Named {
  const before = known.get(map)
  if (before) return before
  const made = named(map)
  known.set(map, made)
  return made
}

function named(map: MapView): Named {
  const { manifest } = map
  if (map.origin === 'ready-made' && manifest.lineage?.base) return { map: { kind: 'ready', name: manifest.lineage.base }, view: map, print: null, missing: [] }
  const told: Told | null = toldBy(map)
  if (!told || (told.base === null && (told.runs.length === 0 || !manifest.dataset))) {
    return {
      map: { kind: 'file', title: manifest.title.slice(0, TITLE), networks: map.networks.length + map.diverged.length }, view: map, print: null,
      missing: ['The networks of this map cannot be made again from a seed: send the map as a file, too. Whoever drops it after following the link sees it as you do.'],
    }
  }
  const view = told.untold.size > 0 ? withoutNetworks(map, told.untold) : map
  const own = manifest.dataset?.id === 'own' ? manifest.dataset.own : null
  const slid = manifest.phate.slid && manifest.geometry.t !== 'auto' ? manifest.geometry.t : null
  return {
    map: { kind: 'made', base: told.base, data: told.base === null ? manifest.dataset : null, geometry: manifest.geometry, slid, runs: told.runs }, view, print: fingerprintOf(view),
    missing: [...told.missing, ...own ? [`The receiver needs the data set ${ownDataWords(own)}: send them its file.`] : []],
  }
}
