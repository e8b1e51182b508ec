// What panels ask of single representations: spectra for a grid of widths, layer by layer, what they say of the labels, and the classes in them.
import type { Scale } from '../../core/settings.ts'
import type { Classes, Information, LayerSpectra, Spectra } from '../../protocol/spectra.ts'
import type { QuestionRow } from '../question-row.ts'
import type { AppState } from '../state.ts'
import { activationsBlock, representationBlock, revisitBlock } from './blocks.ts'

const ours = ({ map }: AppState): readonly unknown[] => [map?.series, map?.version, map?.manifest.geometry]

/** What needs the probes' labels, too. */
const labelsBlock = (state: AppState): string | null =>
  representationBlock(state) ?? (state.map!.manifest.dataset ? null : 'These networks were trained elsewhere, on probes whose labels Netfold does not have.')

/** Of all networks on the map. The widths nearest to the one in use come first. */
export const spectra: QuestionRow<{ scale: Scale }, Spectra> = {
  reads: ours,
  block: activationsBlock,
  answer: async (...asked) => (await import('../kept-spectra.ts')).spectraOfMap(...asked),
}

/** Of one network's hidden layers. */
export const layerSpectra: QuestionRow<{ id: number, scale: Scale }, LayerSpectra> = {
  reads: ours,
  block: (state, { id }) => representationBlock(state) ?? revisitBlock(state, id),
  answer: async (...asked) => (await import('../kept-spectra.ts')).spectraOfLayers(...asked),
}

/** Of one network. */
export const information: QuestionRow<{ id: number, scale: Scale }, Information> = {
  reads: ours,
  block: labelsBlock,
  answer: async (session, of) => (await import('../kept-spectra.ts')).informationOf(session, of),
}

/** Of some networks. */
export const classes: QuestionRow<{ ids: readonly number[] }, Classes> = {
  reads: ours,
  block: labelsBlock,
  answer: async (...asked) => (await import('../kept-spectra.ts')).classesOf(...asked),
}
