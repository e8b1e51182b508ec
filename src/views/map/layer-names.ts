// What can be laid over a map and is a matter of looking alone. (Clusters and lines of trust are the notebook's: panels show and hide them too.)
export type LayerName = 'outlines' | 'graticule'
export type Layers = ReadonlySet<LayerName>

export const FIRST_LAYERS: Layers = new Set(['outlines', 'graticule'])
