// How settings of proposals are told on this map: what varies, what is usual among those who are asked, and their size.
import { useCallback, useMemo } from 'react'
import { knownSize } from '../../core/data/size.ts'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { costFor } from '../../core/search/cost.ts'
import type { SearchState, ShownProposal } from '../../store/search/search-state.ts'
import { usualSettings, varyingSettings } from '../../store/search/unusual.ts'
import { useApp } from '../use-app.ts'
import { costInWords } from './cost-words.ts'
import type { SettingWords } from './search-words.ts'
import { askedAmong, settingsInWords } from './search-words.ts'

export function useSettingsWords({ region, voters, shown }: Pick<SearchState, 'region' | 'voters' | 'shown'>): (one: ShownProposal) => SettingWords[] {
  const networks = useApp(state => state.map?.networks) ?? NONE
  const dataset = useApp(state => state.map?.manifest.dataset ?? null)
  const { varying, usual } = useMemo(() => {
    const known = (rows: readonly NetworkRow[]): Hyperparameters[] => rows.flatMap(({ hyper }) => hyper ?? [])
    return { varying: varyingSettings([...known(networks), ...shown.map(({ proposal }) => proposal.hyper)]), usual: usualSettings(known(askedAmong({ region, voters }, networks))) }
  }, [networks, region, voters, shown])
  return useCallback(({ proposal: { hyper } }) => {
    const parameters = dataset ? costFor('parameters', knownSize(dataset))!(hyper) : NaN
    return [...settingsInWords(hyper, varying, usual), ...parameters > 0 ? [{ key: 'parameters', words: costInWords('parameters', parameters), unusual: false }] : []]
  }, [varying, usual, dataset])
}

const NONE: readonly NetworkRow[] = []
