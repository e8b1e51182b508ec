// What the grading writes: curves by what was spent, tables that a page can hold, and nothing of the page but its own section.
import { describe, expect, it } from 'vitest'
import { gradesFile, gradesText } from './grades-file.ts'
import { graded as gradedOn } from './grading.ts'
import { plot } from './plot.ts'
import type { Pool } from '../../src/core/search/pool.ts'
import { curvesOf, seedOf } from '../../src/core/search/repeats.ts'
import type { TimedRan } from './repeats.ts'
import { METHODS } from './repeats.ts'
import { PAIRS } from './controls.ts'
import { compare, grade, HEADING, sectionOf, withSection } from './report.ts'

const members = [0.5, 0.9, NaN, 0.7].map((score, id) => ({ rungs: [NaN, NaN, NaN, score], held: id / 10 }))
const pool = { members } as unknown as Pool

describe('curvesOf', () => {
  it('says after each whole training what was best, and how that one does on the rows held back', () => {
    const { best, held } = curvesOf(pool, [{ id: 2, spent: 1 }, { id: 0, spent: 1.4 }, { id: 3, spent: 2.8 }, { id: 1, spent: 4 }], 5)
    expect([...best]).toEqual([0, 0.5, 0.7, 0.9, 0.9])
    expect([...held]).toEqual([NaN, 0, 0.3, 0.1, 0.1])
  })
})

describe('the tables', () => {
  const ran = (repeat: number): TimedRan[] => METHODS.map((_, method) => {
    const best = Float64Array.from({ length: 60 }, (_, spent) => 0.5 + spent / 200 + (method % 3) / 50 + repeat / 1000)
    return { best, held: best.map(score => score - 0.05), seconds: 0.1 }
  })
  const results = Array.from({ length: 8 }, (_, repeat) => ran(repeat))
  const graded = grade(results, 0.9)
  const compared = compare(results, 0.9)

  it('hold everybody against random search and their own estimator, and nobody against themselves', () => {
    expect(graded[0].toRandom).toBeNull()
    expect(graded[METHODS.findIndex(({ name }) => name === 'tpe, after 10')].toTpe).toBeNull()
    const sobol = graded[1].toRandom!
    expect(sobol.end.mean).toBeCloseTo(-1 / 50, 12)
    expect(sobol.end).toMatchObject({ less: 8, equal: 0, greater: 0 })
  })

  it('hold the map against its controls with the sign of who has less regret, and the other way round with the other', () => {
    for (const { method, other, along, end } of compared) {
      const [a, b] = [method, other].map(name => METHODS.findIndex(one => one.name === name) % 3)
      expect(along.mean).toBeCloseTo((b - a) / 50, 12)
      expect(end.mean).toBeCloseTo((b - a) / 50, 12)
    }
    expect(new Set(compared.map(({ end }) => Math.sign(end.mean))).size).toBeGreaterThan(1)
  })

  it('have a row for each method and as many cells in each', () => {
    const text = sectionOf([{ title: 'A task', members: 4, best: 0.9, median: 0.5, repeats: 8, graded, compared, foretelling: [{ from: 'score', all: 0.5, best: -0.1 }] }])
    const rows = text.split('\n').filter(line => line.startsWith('|'))
    expect(rows).toHaveLength(METHODS.length + 2 + PAIRS.length + 2 + 3)
    const widths = rows.slice(0, METHODS.length + 2).map(line => line.split('|').length)
    expect(new Set(widths).size).toBe(1)
    expect(text).toContain('| score | .50, −.10 |')
  })
})

describe('withSection', () => {
  it('changes nothing but the tables, and the same tables change nothing', () => {
    const page = `# Page\n\nProse.\n\n${HEADING}\n\nold\n\n## More\n\nprose\n`
    const once = withSection(page, 'new')
    expect(once).toBe(`# Page\n\nProse.\n\n${HEADING}\n\nnew\n\n## More\n\nprose\n`)
    expect(withSection(once, 'new')).toBe(once)
    expect(() => withSection('# Page\n', 'new')).toThrow(HEADING)
  })
})

describe('the drawing', () => {
  const line = (name: string, from: number) => ({ name, colour: '#000', dashed: false, band: true, curves: [Float64Array.from({ length: 60 }, (_, spent) => from / (1 + spent))] })
  const text = plot([{ title: 'One', lines: [line('a', 1), line('b', 2)] }, { title: 'Two', lines: [line('a', 1), line('b', 2)] }])
  it('has a panel a task, a line a method, and no number that is none', () => {
    expect(text.match(/<g /g)).toHaveLength(2)
    expect(text.match(/opacity/g)).toHaveLength(4)
    expect(text).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('what the page shows', () => {
  const results = Array.from({ length: 8 }, (_, repeat) => METHODS.map((_, method): TimedRan => (
    { best: Float64Array.from({ length: 60 }, (_, spent) => 0.5 + spent / 200 + method / 100 + repeat / 1000), held: new Float64Array(60).fill(0.5), seconds: 1 })))
  const one = gradedOn('A task', { members: members.map(member => ({ ...member, rungs: [NaN, NaN, NaN, 0.9999] })) } as unknown as Pool, results, [])
  const file = gradesFile([{ id: 'a', ...one }, { id: 'b', ...one }])

  it('is what is drawn: regret that never rises between quartiles, and differences to random search alone', () => {
    expect(file.tasks.map(({ id, methods }) => [id, methods.map(({ name }) => name)])).toEqual(['a', 'b'].map(id => [id, one.panel.lines.map(({ name }) => name)]))
    for (const { name, median, lower, upper, end } of file.tasks[0].methods) {
      expect(median).toHaveLength(file.budgets.length)
      median.forEach((value, at) => {
        expect(value).toBeGreaterThanOrEqual(lower[at])
        expect(value).toBeLessThanOrEqual(upper[at])
        if (at > 0) expect(value).toBeLessThanOrEqual(median[at - 1])
      })
      expect(end?.mean ?? 0).toBeCloseTo(-METHODS.findIndex(method => method.name === name) / 100, 3)
    }
    expect(file.tasks[0].methods.filter(({ end }) => end === null).map(({ name }) => name)).toEqual(['random'])
  })

  it('comes back from its text, with a line for each list of numbers', () => {
    const text = gradesText(file)
    expect(JSON.parse(text)).toEqual(file)
    expect(text.split('\n').filter(line => line.includes('"median"'))).toHaveLength(2 * one.panel.lines.length)
    expect(text).not.toMatch(/\[\s*-?\d+(\.\d+)?,?\n/)
  })
})

describe('seeds', () => {
  it('differ from repeat to repeat and from task to task', () => {
    const seeds = ['a', 'b'].flatMap(task => [0, 1, 2].map(repeat => seedOf(task, repeat)))
    expect(new Set(seeds).size).toBe(6)
  })
})
