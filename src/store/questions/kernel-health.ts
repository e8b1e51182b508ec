// Whether a kernel of this width suits the map's networks, asked before the map is made with it.
import type { Scale } from '../../core/settings.ts'
import type { KernelHealth } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import { activationsBlock } from './blocks.ts'

export const kernelHealth: QuestionRow<{ scale: Scale, sigma: number }, KernelHealth> = {
  reads: ({ map }) => [map?.series, map?.networks.length],
  block: activationsBlock,
  async answer({ services, holdings }, kernel, tell) {
    await holdings.comparableSession()
    return services.geometry.health(kernel, ({ share }) => tell(share))
  },
}
