// What the session asks of whoever computes its pairs: begun once a question, always ended, and heard where there is something to say.
import { describe, expect, it } from 'vitest'
import type { NetworkActivations } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { PairJob } from './pairs-work.ts'
import { beginHere, entriesOf } from './pairs-work.ts'
import { GeometrySession } from './session.ts'

const networks = Array.from({ length: 12 }, (_, id): NetworkActivations => {
  const normal = normals(mulberry32(id))
  return { id, rows: 15, columns: 3, values: Float32Array.from({ length: 45 }, normal) }
})

function watched(notes: string[] = [], fault: string | null = null) {
  const seen = { jobs: [] as PairJob[], ended: 0 }
  const session = new GeometrySession(DEFAULT_GEOMETRY, null, job => {
    seen.jobs.push(job)
    const here = beginHere(job)
    return {
      ...here,
      * distances(operators, known) {
        if (fault) throw new Error(fault)
        return { ...yield* here.distances(operators, known), notes }
      },
      end: () => { seen.ended++ },
    }
  })
  return { session, seen }
}

describe('the session', () => {
  it('says what is to be done, and ends what it began', () => {
    const { session, seen } = watched()
    runToEnd(session.add(networks.slice(0, 8)))
    runToEnd(session.add(networks))
    runToEnd(session.remeasure({ ...DEFAULT_GEOMETRY, sigma: 0.7 }))
    expect(seen.jobs).toEqual([{ networks: 8, known: 0, probes: 15 }, { networks: 12, known: 8, probes: 15 }, { networks: 12, known: 0, probes: 15 }])
    expect(seen.jobs.map(entriesOf)).toEqual([28 * 225, 38 * 225, 66 * 225])
    expect(seen.ended).toBe(3)
  })

  it('ends it too where the work fails or is cancelled, and stands as it was', () => {
    const { session, seen } = watched([], 'No.')
    expect(() => runToEnd(session.add(networks))).toThrow('No.')
    const steps = session.add(networks)
    steps.next()
    steps.return(undefined as never)
    expect(seen.ended).toBe(2)
    expect(session.distances().ids).toEqual([])
  })

  it('passes on with the map what was said of its distances, once, and forgets it with them', () => {
    const notes = ['In float32.']
    const { session } = watched(notes)
    const embed = () => runToEnd(session.embed({ settings: DEFAULT_GEOMETRY, start: 'classic', signal: [] })).notes.filter(note => note === 'In float32.')
    runToEnd(session.add(networks.slice(0, 8)))
    runToEnd(session.add(networks))
    expect(embed()).toEqual(['In float32.'])
    notes.length = 0
    runToEnd(session.remeasure(DEFAULT_GEOMETRY))
    expect(embed()).toEqual([])
  })
})
