// What can be laid over a map and is a matter of looking alone. (The names of clusters are the notebook's: a panel shows and hides them too.)
export type LayerName = 'outlines' | 'graticule'
export type Layers = ReadonlySet<LayerName>

export const FIRST_LAYERS: Layers = new Set(['outlines', 'graticule'])
