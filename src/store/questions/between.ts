// How far two groups of networks lie from each other.
import type { Between } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import { geometryBlock } from './blocks.ts'

export const between: QuestionRow<{ a: readonly number[], b: readonly number[] }, Between> = {
  reads: ({ map }) => [map?.version],
  block: geometryBlock,
  async answer({ services, holdings }, { a, b }) {
    await holdings.session()
    return services.geometry.between([...a], [...b])
  },
}
