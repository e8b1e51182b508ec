// How a loop goes through the classes, in words; just the number of probes where nobody knows what they are.
import { useAnswer } from '../../use-answer.ts'
import { wayWords } from './loop-words.ts'

export function useWay(): (cycle: ArrayLike<number>) => string {
  const { value } = useAnswer('probes', 'all')
  return cycle => wayWords(cycle, value?.labels ?? null, value?.classNames ?? [], value?.image ? 'images' : value?.features === 2 ? 'points' : 'probes')
}
