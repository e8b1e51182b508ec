// Which colour is which configuration; a press selects its runs.
import type { Configurations } from '../../../store/trajectories/between-configurations.ts'
import { css } from '../../colour.ts'
import type { Rgb } from '../../ramps.ts'
import { modeOf } from '../../charts/use-drag.ts'
import { useApp } from '../../use-app.ts'
import { runsOf } from './between-words.ts'

interface Props { ids: ArrayLike<number>, configurations: Configurations, colours: readonly Rgb[] }

export function ConfigurationKeys({ ids, configurations: { names, of }, colours }: Props) {
  const select = useApp(state => state.select)
  const members = (k: number): number[] => Array.from(ids).filter((_, run) => of[run] === k)
  return (
    <ul className="Between-keys" aria-label="Configurations">
      {names.map((name, k) => {
        const own = members(k)
        return (
          <li key={name}>
            <button type="button" title={`Select ${runsOf(own.length)}`} onClick={event => select(own, 'panel', modeOf(event))}>
              <i style={{ background: css(colours[k]) }} aria-hidden />{name}<small>{own.length}</small>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
