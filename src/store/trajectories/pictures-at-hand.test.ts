// What is needed is said once: by the picture that lacks it where there is one, else by the panel.
import { expect, it } from 'vitest'
import { saysWhatIsNeeded } from './pictures-at-hand.ts'
import type { Trajectories } from './trajectories-state.ts'
import { NO_TRAJECTORIES } from './trajectories-state.ts'

const some = {} as never
const made: Trajectories = { ...NO_TRAJECTORIES, made: some }

it('a picture that is not there says what it needs', () => {
  expect(saysWhatIsNeeded({ first: 'inpca', second: null }, NO_TRAJECTORIES)).toBe(true)
  expect(saysWhatIsNeeded({ first: 'phate', second: 'through' }, made)).toBe(true)
  expect(saysWhatIsNeeded({ first: 'null', second: 'inpca' }, made)).toBe(true)
})

it('where all pictures are there, or the map alone, the panel says it', () => {
  expect(saysWhatIsNeeded({ first: 'phate', second: null }, NO_TRAJECTORIES)).toBe(false)
  expect(saysWhatIsNeeded({ first: 'phate', second: 'inpca' }, made)).toBe(false)
  expect(saysWhatIsNeeded({ first: 'through', second: 'inpca' }, { ...made, through: some })).toBe(false)
})

it('what is under way is said by a picture of training, where one is on screen', () => {
  const work = { words: 'Training again', share: 0.5 }
  expect(saysWhatIsNeeded({ first: 'phate', second: 'inpca' }, { ...made, work })).toBe(true)
  expect(saysWhatIsNeeded({ first: 'phate', second: null }, { ...made, work })).toBe(false)
})
