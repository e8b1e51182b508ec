// Parts of the page that nobody needs before the map is drawn: none of them keeps it waiting. What cannot be fetched ahead is asked for
// again when it is wanted.

let tell = (): void => undefined
const drawn = new Promise<void>(resolve => { tell = resolve })

/** The map's first frame is on screen. */
export const mapDrawn = (): void => tell()

/** Where no map can be drawn, or nobody looks at it, the rest of the page comes so much later (ms). */
const PATIENCE = 4000

/** After the map. */
const inTurn = (): Promise<void> => Promise.race([drawn, new Promise<void>(resolve => { setTimeout(resolve, PATIENCE) })])

export const loadDropZone = () => inTurn().then(() => import('./frame/DropZone.tsx'))
export const loadEmbeddingSection = () => inTurn().then(() => import('./controls/EmbeddingSection.tsx'))
export const loadAccuracies = () => inTurn().then(() => import('./panels/AccuracyHistogram.tsx'))
export const loadOverview = () => inTurn().then(() => import('./panels/Overview.tsx'))
export const loadNetworkTab = () => import('./panels/NetworkTab.tsx')
export const loadCompareTab = () => import('./panels/CompareTab.tsx')
export const loadEntropyTab = () => import('./panels/EntropyTab.tsx')
export const loadPersistenceTab = () => import('./panels/PersistenceTab.tsx')
export const loadSeparationTab = () => import('./panels/SeparationTab.tsx')
export const loadMapHead = () => inTurn().then(() => import('./map/MapHead.tsx'))
export const loadSelectionBar = () => inTurn().then(() => import('./map/SelectionBar.tsx'))
export const loadSecondPane = () => import('./map/SecondPane.tsx')
export const loadMapSummary = () => inTurn().then(() => import('./learn/MapSummary.tsx'))
export const loadDock = () => inTurn().then(() => import('./dock/Dock.tsx'))
export const loadSelected = () => import('./panels/SelectedPanels.tsx')
export const loadProgressStrip = () => import('./panels/ProgressStrip.tsx')
export const loadWhileTraining = () => import('./panels/WhileTraining.tsx')

/** Ahead of the first click: what a click opens is there when it comes. */
export async function loadAhead(): Promise<void> {
  for (const load of [loadAccuracies, loadOverview, loadNetworkTab, loadSelected, loadProgressStrip, loadWhileTraining]) await load().catch(() => undefined)
}
