// The page with this map inside, as a ZIP for any static host; and the lines that embed it elsewhere.
import type { MapFile } from '../../formats/map-file.ts'
import { kept, MAPS } from '../../formats/site/site-copy.ts'
import type { SiteFile } from '../../formats/site/site-files.ts'
import { storyOf } from '../../formats/site/site-story.ts'
import { isAbort } from '../../services/spawn.ts'
import { mapFileOf } from '../map-file-of.ts'
import { headOf } from '../map-view.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { MapView } from '../state.ts'
import { embedSnippet } from './embed-snippet.ts'
import type { SiteRoom } from './rooms.ts'

const UNBUILT = 'A site is saved from a built page. This one is being developed and has no list of its files: npm start builds it, and opens one that can.'

/** What an archive says of each member besides its name, twice. */
const A_MEMBER = 76

/** Files that every site has of its own: the map in three parts, the list of maps, the list of files, a note on how to serve it. */
const OWN = 6

export function roomOf(session: Session): SiteRoom {
  const { store, services, notify, portraits } = session
  const listed = async (): Promise<readonly SiteFile[]> => {
    const files = await services.site.files()
    if (!files) throw new Error(UNBUILT)
    return files
  }
  return {
    async describe() {
      const { map, room } = store.getState()
      if (!map) return { why: 'There is no map to put into a site yet.' }
      try {
        const files = await listed()
        const size = (list: readonly SiteFile[]): number => list.reduce((sum, { packed, name }) => sum + packed + A_MEMBER + 2 * name.length, 0)
        const page = kept(files, false, null)
        const file = listedSize(files, standsFor(map)) ?? await room('mapFiles').then(found => found?.describe()).then(found => found?.bytes).catch(() => null)
        return {
          files: page.length + OWN,
          bytes: { page: size(page), map: file?.lean ?? 0, activations: file?.activations ?? 0, others: size(kept(files, true, standsFor(map))) - size(page) },
        }
      } catch (error) {
        return { why: sentenceOf(error) }
      }
    },
    async save({ activations, others }, hear, signal) {
      try {
        const files = await listed()
        await portraits.ended() // the same networks make the same site, however soon one asks
        const { map } = store.getState()
        if (!map) return false
        const file = await withReadyMade(session, map, await mapFileOf(session, map, { activations, checkpoints: false }))
        const site = await services.site.pack(signal, { files, others, ...storyOf(file), map: file, replaced: standsFor(map), version: __VERSION__ }, hear)
        services.download(site, 'site.zip')
        return true
      } catch (error) {
        if (!isAbort(error)) notify('danger', `The site could not be saved: ${sentenceOf(error)}`)
        return false
      }
    },
    async embed(panels) {
      const { map, room } = store.getState()
      const made = await room('links').then(links => links?.link({ selection: true, camera: true, hideRail: false })).catch(() => null)
      const why = map && map.origin !== 'ready-made' ? 'An embedded page shows the maps that it has inside: save the site, put it on a host, and take these lines from there.' : null
      return { ...embedSnippet(made?.address ?? await services.site.address(), panels, map ? storyOf(map).title : 'Netfold'), why }
    },
  }
}

/** The ready-made map that this one is, or was before its view or layout changed. */
const standsFor = ({ origin, manifest: { lineage } }: MapView): string | null => origin === 'ready-made' && lineage?.runs.length === 0 ? lineage.base : null

/** As the server has that ready-made map: exactly, and without writing it first. */
function listedSize(files: readonly SiteFile[], name: string | null): { lean: number, activations: number } | null {
  const part = (end: string): number => files.find(file => file.name === `${MAPS}${name}${end}`)?.packed ?? 0
  return name !== null && part('.npz') > 0 ? { lean: part('.npz') + part('.detail.npz') + part('.checkpoints.npz'), activations: part('.activations.npz') } : null
}

/** What a ready-made map says of itself in the gallery, and its checkpoints, which it has beside it. Where they cannot be had, the site goes without. */
async function withReadyMade({ store, services }: Session, map: MapView, file: MapFile): Promise<MapFile> {
  const name = standsFor(map)
  if (name === null) return file
  const entry = await store.getState().room('gallery').then(gallery => gallery?.list()).then(list => list?.find(one => one.name === name)).catch(() => undefined)
  const about = file.manifest.about ?? entry?.about
  const checkpoints = map.manifest.parts.checkpoints ? await services.maps.checkpoints({ ...headOf(map), manifest: map.manifest }).catch(() => null) : null
  return { ...file, manifest: { ...file.manifest, ...about !== undefined && { about } }, checkpoints }
}
