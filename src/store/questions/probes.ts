// The inputs that networks are compared on: what they look like, and to which class they belong.
import type { QuestionRow } from '../question-row.ts'

export interface Probes {
  /** One class index a probe. */
  labels: Uint8Array
  classNames: readonly string[]
  /** Probes × features, row-major. */
  inputs: Float32Array
  features: number
  /** Where a probe is a picture. */
  image: { width: number, height: number } | null
}

export const probes: QuestionRow<'all', Probes> = {
  reads: ({ map }) => [map?.series],
  block: ({ map }) => map?.manifest.dataset ? null : 'These networks were trained elsewhere, on data that Netfold does not have.',
  async answer({ store, services }) {
    const { labels, classNames, inputs, features, image, probes: rows } = await services.data.dataset(store.getState().map!.manifest.dataset!)
    const chosen = new Float32Array(rows.length * features)
    rows.forEach((row, k) => chosen.set(inputs.subarray(row * features, (row + 1) * features), k * features))
    return { labels: Uint8Array.from(rows, row => labels[row]), classNames, inputs: chosen, features, image }
  },
}
