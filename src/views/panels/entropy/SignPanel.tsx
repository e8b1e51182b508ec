// Whether entropy rises or falls with accuracy depends on σ and t: here for all of them at once. A click takes σ and t over.
import type { KeyboardEvent } from 'react'
import { useEffect, useState } from 'react'
import type { Scale } from '../../../core/settings.ts'
import type { NumberMeasure } from '../../../store/measures.ts'
import { decimal, integer, power, tick } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useApp } from '../../use-app.ts'
import { useSelected } from '../use-selected.ts'
import type { SignGrid } from './sign-grid.ts'
import { signGrid, signs } from './sign-grid.ts'
import { SCALE_WORDS } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

/** The thread is given back after so long (ms). */
const SLICE = 8

export function SignPanel({ entropies: { spectra, settings, answer }, outcome }: { entropies: Entropies, outcome: NumberMeasure }) {
  const { networks } = useSelected()
  const set = useApp(state => state.setEntropy)
  const [last, setMade] = useState<SignGrid & { scale: Scale } | null>(null)
  // Of another scale it would stand under the wrong words.
  const made = last?.scale === settings.scale ? last : null
  const whole = answer.whole
  useEffect(() => {
    if (!spectra || !whole) return
    const values = new Map(networks.map(row => [row.id, outcome.read(row)]))
    const work = signGrid(spectra, spectra.ids.map(id => values.get(id) ?? NaN))
    let timer = 0
    const go = () => {
      const until = performance.now() + SLICE
      for (let next = work.next(); ; next = work.next()) {
        if (next.done) return setMade({ ...next.value, scale: spectra.scale })
        if (performance.now() >= until) break
      }
      timer = window.setTimeout(go)
    }
    timer = window.setTimeout(go)
    return () => window.clearTimeout(timer)
  }, [spectra, whole, networks, outcome])
  const scaleWords = SCALE_WORDS[settings.scale].replace('distance', 'distances')
  if (!made) return <Panel title="Does the sign hold?" help="entropy" aside={answer.share === null ? undefined : `${integer(100 * answer.share)} %`} say="It follows when the spectra of all widths are there." />
  const { up, down, of } = signs(made)
  const columns = made.grid.length
  const here = made.times.indexOf(settings.t) * columns + made.grid.indexOf(settings.sigma)
  const chosen = made.times.includes(settings.t) && made.grid.includes(settings.sigma) ? here : -1
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (way === undefined) return
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    buttons[buttons.indexOf(event.target as HTMLButtonElement) + way]?.focus()
    event.preventDefault()
  }
  return (
    <Panel
      title="Does the sign hold?"
      help="entropy"
      aside={`Spearman ρ, n = ${integer(made.cells[0]?.n ?? 0)}`}
      say={up > 0 && down > 0
        ? <>It does not: {outcome.words} rises with entropy at <b>{integer(up)}</b> and falls at <b>{integer(down)}</b> of these {integer(of)} choices of σ and t.</>
        : up + down === 0
          ? <>At none of these {integer(of)} choices of σ and t does {outcome.words} clearly go with entropy.</>
          : up + down < of / 2
            ? <>Hardly to tell: {outcome.words} {up ? 'rises' : 'falls'} with entropy at <b>{integer(up + down)}</b> of these {integer(of)} choices of σ and t; the others could be chance.</>
            : <>Here it does: {outcome.words} {up ? 'rises' : 'falls'} with entropy at <b>{integer(up + down)}</b> of these {integer(of)} choices of σ and t; the others are unclear.</>}
    >
      <div className="Signs" role="group" aria-label="Spearman’s ρ by σ and t" style={{ gridTemplateColumns: `30px repeat(${columns}, minmax(0, 1fr))` }} onKeyDown={keys}>
        <span className="Signs-axis">t</span>
        {made.grid.map(sigma => <span key={sigma} className="Signs-axis Signs-top">{tick(sigma)}</span>)}
        {made.times.map((t, row) => [
          <span key={`t ${t}`} className="Signs-axis">{tick(t)}</span>,
          ...made.grid.map((sigma, column) => {
            const at = row * columns + column
            const { rho } = made.cells[at]
            return (
              <button
                key={at}
                type="button"
                className="Signs-cell"
                aria-pressed={at === chosen}
                tabIndex={at === Math.max(0, chosen) ? 0 : -1}
                aria-label={`ρ ${decimal(rho, 2)} at σ ${power(sigma)}, t ${power(t)}`}
                title={`σ = ${power(sigma)} ${SCALE_WORDS[settings.scale]}, t = ${power(t)}: ρ = ${decimal(rho, 3)}`}
                style={{ background: shade(rho) }}
                onClick={() => set({ sigma, t })}
              >
                {decimal(rho, 2).replace(/^(−?)0(?=\.)/, '$1')}
              </button>
            )
          }),
        ])}
      </div>
      <p className="Panel-note">{`Across: σ in ${scaleWords}; down: t. A click takes both over.`}</p>
    </Panel>
  )
}

/** Not the full colour, so that the figure can be read on it. */
const shade = (rho: number): string =>
  Number.isFinite(rho) ? `color-mix(in srgb, var(--diff-${rho > 0 ? 'hi' : 'lo'}) ${Math.round(60 * Math.min(1, Math.abs(rho)))}%, var(--canvas))` : 'none'
