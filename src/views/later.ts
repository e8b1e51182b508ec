// Parts of the page that nobody needs before the map is drawn: none of them keeps it waiting. What cannot be fetched ahead is asked for
// again when it is wanted.
import { afterMap } from '../store/after-map.ts'
import { loadTermTip } from './learn/later.ts'

export const loadOwnData = () => afterMap().then(async () => ({ ...await import('./data/OwnDataButton.tsx'), ...await import('./data/OwnPreview.tsx') }))
export const loadEmbedAnew = () => afterMap().then(() => import('./controls/EmbedAnew.tsx'))
export const loadEstimate = () => afterMap().then(() => import('./controls/Estimate.tsx'))
export const loadDropZone = () => afterMap().then(() => import('./frame/DropZone.tsx'))
export const loadOpenModels = () => afterMap().then(() => import('./frame/OpenModels.tsx'))
export const loadTrainingSection = () => afterMap().then(() => import('./controls/TrainingSection.tsx'))
export const loadPhoneLines = () => afterMap().then(() => import('./frame/PhoneLines.tsx'))
export const loadEmbeddingSection = () => afterMap().then(() => import('./controls/EmbeddingSection.tsx'))
export const loadAccuracies = () => afterMap().then(() => import('./panels/AccuracyHistogram.tsx'))
export const loadOverview = () => afterMap().then(() => import('./panels/Overview.tsx'))
export const loadNetworkTab = () => import('./panels/NetworkTab.tsx')
export const loadModelsTab = () => import('./panels/ModelsTab.tsx')
export const loadCompareTab = () => import('./panels/CompareTab.tsx')
export const loadEntropyTab = () => import('./panels/EntropyTab.tsx')
export const loadPersistenceTab = () => import('./panels/PersistenceTab.tsx')
export const loadSeparationTab = () => import('./panels/SeparationTab.tsx')
export const loadTrajectoriesTab = () => import('./trajectories/TrajectoriesTab.tsx')
export const loadSearch = () => import('./search/search-parts.ts')
export const loadTimeline = () => import('./trajectories/Timeline.tsx')
export const loadMapHead = () => afterMap().then(() => import('./map/map-heads.ts'))
export const loadSelectionBar = () => afterMap().then(() => import('./map/SelectionBar.tsx'))
export const loadSecondPane = () => import('./map/SecondPane.tsx')
export const loadTrajectoryPane = () => import('./trajectories/TrajectoryPane.tsx')
export const loadDock = () => afterMap().then(() => import('./dock/Dock.tsx'))
export const loadSelected = () => import('./panels/SelectedPanels.tsx')
export const loadProgressStrip = () => import('./panels/ProgressStrip.tsx')
export const loadWhileTraining = () => import('./panels/WhileTraining.tsx')

export const loadTooltip = () => afterMap().then(() => import('./map/Tooltip.tsx'))

/** Ahead of the first click: what a click opens is there when it comes. */
export async function loadAhead(): Promise<void> {
  const parts = [loadTooltip, loadAccuracies, loadOverview, loadTermTip, loadNetworkTab, loadSelected, loadProgressStrip, loadWhileTraining]
  for (const load of parts) await load().catch(() => undefined)
}
