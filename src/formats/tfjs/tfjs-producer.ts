// Who wrote a model.json, by its own words.
import type { Fields } from '../json-fields.ts'
import { named } from '../keras/config.ts'

/** “TensorFlow.js tfjs-layers v4.22.0”; text of the file, cut. */
export function producerOf(whole: Fields): string | null {
  const text = ['convertedBy', 'generatedBy'].map(key => whole.get(key)).find(value => typeof value === 'string' && value !== '')
  return typeof text === 'string' ? named(text) : null
}
