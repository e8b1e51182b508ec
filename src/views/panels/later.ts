// Parts of the page that nobody can see before there is a map: asked for one after another once it stands, or when they are wanted.
export const loadNetworkTab = () => import('./NetworkTab.tsx')
export const loadSelected = () => import('./SelectedPanels.tsx')
export const loadWhileTraining = () => import('./WhileTraining.tsx')
export const loadProgressStrip = () => import('./ProgressStrip.tsx')

/** Ahead of the first click. What cannot be fetched now is asked for again when it is wanted. */
export async function loadAhead(): Promise<void> {
  for (const load of [loadNetworkTab, loadSelected, loadProgressStrip, loadWhileTraining]) await load().catch(() => undefined)
}
