// What every picture says of where it comes from: one line for people, one record for programs. Pure; no clock, so that the same state makes the same file.
import { dataInFileName } from '../../store/file-name.ts'
import { provenanceOf } from '../../store/provenance.ts'
import { measureAmong } from '../../store/measures.ts'
import type { AppState } from '../../store/state.ts'
import { datasetName } from '../controls/dataset-names.ts'
import type { PaintedPane } from '../map/panes.ts'
import { embeddingName, LAYER_NAMES, METRIC_NAMES, usesLayer } from '../map/embedded.ts'
import { decimal, integer } from '../ui/format.ts'

type Known = Pick<AppState, 'runs' | 'map' | 'second' | 'colour' | 'derived' | 'selection' | 'groups' | 'gpu' | 'device'>

export interface PictureSource {
  /** What the data are called in a file's name. */
  data: string
  /** The map's title. */
  title: string
  /** Which embedding, and what the colours are. */
  embedding: string
  coloured: string
  line: string
  record: Readonly<Record<string, unknown>>
}

/** `version`: Netfold's. `second`: of the second map, whose geometry is another. `painted`: of a picture of training runs. Null without a map. */
export function sourceOf(state: Known, version: string, second = false, painted: Pick<PaintedPane, 'picture' | 'words'> | null = null): PictureSource | null {
  const { map, colour, derived, selection, groups } = state
  if (!map) return null
  const { manifest, networks, diverged } = map
  const made = second ? state.second?.made ?? null : null
  const [geometry, phate] = made ? [made.settings, made.phate] : [manifest.geometry, manifest.phate]
  const measure = measureAmong(networks, colour.measure, derived)
  const { metric, layer } = geometry
  const { seeds: own, devices, version: before } = provenanceOf(map)
  const seeds = { ...own, layout: geometry.seed }
  const parts = [
    `${integer(networks.length)} ${networks.length === 1 ? 'network' : 'networks'}`,
    dataWords(manifest),
    ...painted ? [painted.words] : [`${METRIC_NAMES[metric]} distance${usesLayer(metric) ? `, ${LAYER_NAMES[layer]}` : ''}${metric === 'diffusion' || metric === 'multi' ? `, scale ${geometry.scale}, σ ${geometry.sigma}` : ''}`,
      `${geometry.dimensions === 3 ? '3-D ' : ''}PHATE knn ${geometry.knn}, decay ${geometry.decay}, t ${phate.t}, stress ${decimal(phate.stress, 3)}`],
    seeds.population === null ? '' : `seed ${seeds.population}`,
    devices.length > 0 ? `trained on ${devices.map(deviceWords).join(', ')}` : '',
    `Netfold ${version}${before !== version ? `, made with ${before}` : ''}`,
  ]
  return {
    data: dataInFileName(manifest),
    title: manifest.title,
    embedding: painted?.picture ?? embeddingName(geometry),
    coloured: `coloured by ${painted ? runColourWords(state) : measure.words}`,
    line: parts.filter(Boolean).join(' · '),
    record: {
      program: 'Netfold', version, title: manifest.title, madeBy: manifest.madeBy,
      networks: networks.length, diverged: diverged.length, dataset: manifest.dataset, datasetTitle: manifest.datasetTitle, probes: manifest.probes,
      recipe: manifest.recipe, geometry, phate, seeds, devices, ...manifest.lineage && { lineage: manifest.lineage },
      ...painted && { picture: painted.picture, runs: state.runs },
      colour: { ...colour, measure: measure.key, words: measure.words },
      selected: [...selection.ids].sort((a, b) => a - b),
      groups: { a: [...groups.a].sort((a, b) => a - b), b: [...groups.b].sort((a, b) => a - b) },
    },
  }
}

/** What the runs' colours say; the legend of the picture says it in full. */
const runColourWords = ({ runs: { colour }, map, derived }: Known): string =>
  colour.by === 'architecture' || colour.kind === 'checkpoint' ? colour.by : measureAmong(map!.networks, colour.by, derived).words

/** As they are kept: 'cpu', 'webgpu: NVIDIA …'. */
const deviceWords = (device: string): string => device.replace(/^cpu\b/i, 'CPU').replace(/^webgpu\b/i, 'WebGPU')

const dataWords = ({ dataset, datasetTitle }: NonNullable<AppState['map']>['manifest']): string =>
  dataset && dataset.id !== 'own' ? datasetName(dataset).replace(' pixels', '').replace(',', '') : datasetTitle

/** Test accuracy by group → test-accuracy-by-group; of nothing but signs: chart. */
export const slugOf = (title: string): string =>
  [...title.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')].slice(0, 60).join('').replaceAll(/^-|-$/g, '') || 'chart'
