// Answers that were computed some rows at a time, put together again.
import { probabilitiesOf } from '../../src/core/graph/output-kind.ts'
import type { ModelRun, OutputKind } from '../../src/protocol/importing.ts'

/** As one run on all rows would say it. Where parts were taken for different kinds of output, some row of the whole is no probability: then they are logits. */
export function answersTogether(parts: readonly ModelRun[]): ModelRun {
  const kinds = new Set(parts.map(({ outputKind }) => outputKind))
  const agreed = kinds.size <= 1
  const [first] = parts
  const output = joined(parts.map(part => part.output))
  const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0)
  const outputKind: OutputKind = agreed ? first?.outputKind ?? 'logits' : kinds.has('probability of class 1') ? 'logit of class 1' : 'logits'
  const probabilities = parts.some(part => !part.probabilities) ? null
    : agreed ? joined(parts.map(part => part.probabilities!)) : probabilitiesOf(outputKind, output, output.length / rows).probabilities
  return {
    layers: [], probabilities, classes: first?.classes ?? 0, output, outputKind,
    assumed: agreed ? first?.assumed ?? [] : [outputKind === 'logits' ? 'softmax added to the output' : 'sigmoid added to the output'],
    notFinite: parts.reduce((sum, part) => sum + part.notFinite, 0),
  }
}

const rowsOf = ({ probabilities, classes, output }: ModelRun): number => probabilities && classes > 0 ? probabilities.length / classes : output.length

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
