// What made the networks of a map: the program's version, the engines they were trained on, and every seed. A file says it, and whatever is exported.
import type { MapManifest, Provenance } from '../formats/map-file.ts'
import type { Device, GpuReport } from '../protocol/training.ts'
import type { MapView } from './state.ts'

/** An engine as a file names it: cpu, or webgpu with what the browser tells of it. */
export const engineName = (device: Device, gpu: GpuReport | null): string => device === 'cpu' || !gpu?.name ? device : `${device}: ${gpu.name.slice(0, 160)}`

/** A map that this page has not changed was made by whoever says so in its file. Engines that nobody wrote down are not made up. */
export function provenanceOf({ manifest, origin }: Pick<MapView, 'manifest' | 'origin'>): Provenance {
  const { provenance, dataset, recipe, geometry } = manifest
  return {
    version: origin === 'session' || !provenance ? __VERSION__ : provenance.version,
    devices: provenance?.devices ?? [],
    seeds: { data: dataset?.seed ?? null, population: recipe?.seed ?? null, layout: geometry.seed },
  }
}

/** The manifest of a map of which some networks were trained on these engines. */
export function trainedOn(manifest: MapManifest, engines: Iterable<string>): MapManifest {
  const before = provenanceOf({ manifest, origin: 'session' })
  return { ...manifest, provenance: { ...before, devices: [...new Set([...before.devices, ...engines])] } }
}
