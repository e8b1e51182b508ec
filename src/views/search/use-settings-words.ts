// How settings of proposals are told on this map: what varies, and what is usual among those who are asked.
import { useCallback, useMemo } from 'react'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import type { SearchState, ShownProposal } from '../../store/search/search-state.ts'
import { usualSettings, varyingSettings } from '../../store/search/unusual.ts'
import { useApp } from '../use-app.ts'
import type { SettingWords } from './search-words.ts'
import { askedAmong, settingsInWords } from './search-words.ts'

export function useSettingsWords({ region, voters, shown }: Pick<SearchState, 'region' | 'voters' | 'shown'>): (one: ShownProposal) => SettingWords[] {
  const networks = useApp(state => state.map?.networks) ?? NONE
  const { varying, usual } = useMemo(() => {
    const known = (rows: readonly NetworkRow[]): Hyperparameters[] => rows.flatMap(({ hyper }) => hyper ?? [])
    return { varying: varyingSettings([...known(networks), ...shown.map(({ proposal }) => proposal.hyper)]), usual: usualSettings(known(askedAmong({ region, voters }, networks))) }
  }, [networks, region, voters, shown])
  return useCallback(({ proposal: { hyper } }) => settingsInWords(hyper, varying, usual), [varying, usual])
}

const NONE: readonly NetworkRow[] = []
