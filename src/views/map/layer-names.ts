// What can be laid over a map, and whether it is.
export type LayerName = 'names' | 'trust' | 'outlines' | 'graticule'
export type Layers = ReadonlySet<LayerName>

export const FIRST_LAYERS: Layers = new Set(['names', 'trust', 'outlines', 'graticule'])
