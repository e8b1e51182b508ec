// What leaves in the formats that people use: arrays, tables, recipes, and what to write in a paper.
import { populationDocument } from '../../formats/population-document.ts'
import { writePytorchScript } from '../../formats/pytorch-script/script.ts'
import { downloadTable } from '../export-selection.ts'
import { dataInFileName } from '../file-name.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { AppState, MapView } from '../state.ts'
import { keptOffers } from './arrays/kept-arrays.ts'
import { mapOffers } from './arrays/map-arrays.ts'
import type { Offer } from './arrays/offer.ts'
import { panelOffers } from './arrays/panel-arrays.ts'
import { rowsOf, tableOffers } from './arrays/table-arrays.ts'
import { trainingOffers } from './arrays/training-arrays.ts'
import { bibtexOf } from './bibtex.ts'
import { methodsOf } from './methods-words.ts'
import { originLine, originOf } from './origin.ts'
import type { ExportsRoom } from './rooms.ts'

export function roomOf(session: Session): ExportsRoom {
  const { store, services, notify } = session
  const file = (map: MapView, text: string, name: string, type: string): void => services.download(new Blob([text], { type }), `netfold-${dataInFileName(map.manifest)}-${name}`)
  return {
    line: () => {
      const { map } = store.getState()
      return map ? originLine(map) : ''
    },
    async arrays() {
      return (await offersOf(session)).map(({ make: _, ...told }) => told)
    },
    async saveArrays(names, of) {
      const { map, selection } = store.getState()
      if (!map) return false
      try {
        const wanted = new Set(names)
        const arrays = []
        for (const offer of await offersOf(session)) if (wanted.has(offer.name)) arrays.push(...await offer.make(of === 'selection' ? selection.ids : null))
        services.download(await services.maps.writeArrays(arrays, originOf(map)), `netfold-${dataInFileName(map.manifest)}-${rowsOf(map).length}-arrays.npz`)
        return true
      } catch (error) {
        notify('danger', `The arrays could not be saved: ${sentenceOf(error)}`)
        return false
      }
    },
    saveTable: as => downloadTable(session, as),
    recipeBlock: (as, of) => recipeBlock(store.getState(), as, of),
    saveRecipe(as, of) {
      const state = store.getState()
      const { map } = state
      const block = recipeBlock(state, as, of)
      if (block !== null || !map) return notify('warn', block ?? 'There is no map yet.')
      const { dataset, recipe, geometry, datasetTitle, classNames } = map.manifest
      const networks = chosen(state, map, of)
      const end = of === 'selection' ? `-selection-${networks.length}` : `-${networks.length}`
      const from = `From the map ${map.manifest.title}: ${originLine(map)}.`
      if (as === 'json') {
        const about = `Netfold ${__VERSION__}. ${from} Run: npm run -s netfold -- train THIS_FILE.json --out map.npz`
        return file(map, `${JSON.stringify(populationDocument({ about, dataset: dataset!, recipe, geometry, networks }), null, 2)}\n`, `recipe${end}.json`, 'application/json')
      }
      file(map, writePytorchScript({ title: datasetTitle, dataset: dataset!, classes: classNames.length, networks, from, version: __VERSION__ }), `pytorch${end}.py`, 'text/x-python')
    },
    citation() {
      const { map } = store.getState()
      return map ? { bibtex: bibtexOf(map), methods: methodsOf(map) } : { bibtex: '', methods: '' }
    },
  }
}

const offersOf = async (session: Session): Promise<Offer[]> => {
  const state = session.store.getState()
  return [...tableOffers(state), ...mapOffers(session), ...panelOffers(state), ...trainingOffers(state), ...await keptOffers(session)]
}

const chosen = ({ selection }: AppState, map: MapView, of: 'population' | 'selection'): MapView['networks'] =>
  rowsOf(map).filter(row => row.hyper && (of === 'population' || selection.ids.has(row.id)))

function recipeBlock(state: AppState, as: 'json' | 'pytorch', of: 'population' | 'selection'): string | null {
  const { map } = state
  if (!map) return 'There is no map yet.'
  if (!map.manifest.dataset || !rowsOf(map).some(row => row.hyper)) return 'These networks were trained elsewhere: Netfold does not know what makes them again.'
  if (of === 'selection' && chosen(state, map, of).length === 0) return 'No network is selected whose hyper-parameters and seeds are known.'
  if (as === 'json' && map.manifest.dataset.id === 'own') return 'netfold train makes the built-in data only; the PyTorch script takes data of your own.'
  return null
}
