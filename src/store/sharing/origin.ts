// What every export carries: seeds, version, device and the settings of the map it was taken from.
import type { MapView } from '../state.ts'
import { provenanceOf } from '../provenance.ts'

export function originOf(map: MapView): Readonly<Record<string, unknown>> {
  const { title, madeBy, dataset, datasetTitle, classNames, train, test, probes, recipe, geometry, phate, lineage } = map.manifest
  return {
    program: 'Netfold', netfold: __VERSION__, provenance: provenanceOf(map), title, madeBy, dataset, datasetTitle, classNames, train, test, probes, recipe, geometry, phate,
    mapped: map.networks.length, networks: map.networks.length + map.diverged.length, ...lineage && { lineage },
    ...map.networks.some(row => row.brought) && { names: Object.fromEntries(map.networks.flatMap(row => row.brought ? [[String(row.id), row.brought.name]] : [])) },
  }
}

/** One line: seed 2024, netfold 0.1.0, WebGPU, scale mean, σ 0.5, t 25. What is not known is left out. */
export function originLine(map: MapView): string {
  const { geometry: { metric, scale, sigma }, phate, recipe } = map.manifest
  const { version, devices } = provenanceOf(map)
  return [
    ...recipe ? [`seed ${recipe.seed}`] : [],
    `netfold ${version}`,
    ...devices.length > 0 ? [devices.map(deviceWord).filter((word, k, all) => all.indexOf(word) === k).join(' and ')] : [],
    ...metric === 'diffusion' || metric === 'multi' ? [`scale ${scale}`, `σ ${sigma}`] : [],
    ...Number.isFinite(phate.t) ? [`t ${phate.t}`] : [],
  ].join(', ')
}

/** webgpu: NVIDIA … → WebGPU. */
export const deviceWord = (device: string): string => device.startsWith('webgpu') ? 'WebGPU' : device === 'cpu' ? 'CPU' : device
