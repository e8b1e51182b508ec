// Regret against budget as a drawing: a panel a task, a line a method, the quartiles of two as bands.
import { quartilesAt } from '../../src/core/search/grade.ts'
import { BUDGET } from './repeats.ts'

export interface Line {
  name: string
  /** Regret after 1, 2, … trainings, one curve a repeat. */
  curves: readonly ArrayLike<number>[]
  colour: string
  dashed: boolean
  band: boolean
}
export interface Panel { title: string, lines: readonly Line[] }

const WIDTH = 320
const HEIGHT = 240
const LEFT = 46
const TOP = 28
const GAP = 24
const LEGEND = 18
const FROM = 5
/** What is higher than medians and quartiles from so many trainings on runs out of its panel: the beginnings would leave no height to what sets ways apart. */
const SETTLED = 15

const budgets = Array.from({ length: BUDGET - FROM + 1 }, (_, place) => FROM + place)

/** An SVG of its own, readable on light and on dark paper. Text stands beside lines in the legend, so that colour is not all there is to go by. */
export function plot(panels: readonly Panel[]): string {
  const names = panels[0].lines
  const rows = Math.ceil(names.length / 3)
  const width = LEFT + panels.length * (WIDTH + GAP) + (panels.length - 1) * LEFT
  const height = TOP + HEIGHT + 40 + rows * LEGEND + 8
  const legend = names.map(({ name, colour, dashed }, place) => {
    const x = LEFT + (place % 3) * (width - LEFT) / 3
    const y = TOP + HEIGHT + 52 + Math.floor(place / 3) * LEGEND
    return `<path d="M${round(x)} ${y}h26" ${stroke(colour, dashed)}/><text x="${round(x + 32)}" y="${y + 4}">${name}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="Regret against budget">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels.map((panel, place) => `<g transform="translate(${LEFT + place * (WIDTH + GAP + LEFT)} ${TOP})">${drawn(panel)}</g>`),
    ...legend, '</svg>', '',
  ].join('\n')
}

const round = (x: number): string => String(Math.round(x * 10) / 10)
const stroke = (colour: string, dashed: boolean): string => `fill="none" stroke="${colour}" stroke-width="1.8"${dashed ? ' stroke-dasharray="5 3"' : ''}`

function drawn({ title, lines }: Panel): string {
  const found = lines.map(line => ({ ...line, at: quartilesAt(line.curves, budgets) }))
  const most = Math.max(...found.flatMap(({ at, band }) => at.slice(SETTLED - FROM).map(({ median, upper }) => band ? upper : median)))
  const x = (budget: number): number => WIDTH * (budget - FROM) / (BUDGET - FROM)
  const y = (regret: number): number => HEIGHT * (1 - regret / most)
  const path = (values: readonly number[]): string => `M${values.map((value, place) => `${round(x(budgets[place]))} ${round(y(value))}`).join('L')}`
  const bands = found.filter(({ band }) => band).map(({ at, colour }) => {
    const back = at.map(({ lower }, place) => `${round(x(budgets[place]))} ${round(y(lower))}`).toReversed()
    return `<path d="${path(at.map(({ upper }) => upper))}L${back.join('L')}Z" fill="${colour}" opacity=".13"/>`
  })
  const step = [0.005, 0.01, 0.02, 0.05, 0.1].find(size => most / size <= 6) ?? 0.2
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step)
  return [
    `<text x="0" y="-10"><tspan font-weight="bold">${title}</tspan>: regret, points</text>`,
    ...ticks.map(tick => `<path d="M0 ${round(y(tick))}H${WIDTH}" stroke="#ddd"/><text x="-6" y="${round(y(tick) + 4)}" text-anchor="end">${(100 * tick).toFixed(step < 0.01 ? 1 : 0)}</text>`),
    ...[10, 20, 30, 40, 50, 60].map(budget => `<text x="${round(x(budget))}" y="${HEIGHT + 16}" text-anchor="middle">${budget}</text>`),
    `<text x="${WIDTH / 2}" y="${HEIGHT + 32}" text-anchor="middle">whole trainings</text>`,
    `<svg width="${WIDTH}" height="${HEIGHT}">`,
    ...bands,
    ...found.map(({ at, colour, dashed }) => `<path d="${path(at.map(({ median }) => median))}" ${stroke(colour, dashed)}/>`),
    '</svg>',
  ].join('\n')
}
