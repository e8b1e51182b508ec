// How settings of proposals are told on this map: what varies, what is usual among those who are asked, and what they cost.
import { useCallback, useMemo } from 'react'
import { knownSize } from '../../core/data/size.ts'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { costFor } from '../../core/search/cost.ts'
import type { SearchState, ShownProposal } from '../../store/search/search-state.ts'
import { usualSettings, varyingSettings } from '../../store/search/unusual.ts'
import { useApp } from '../use-app.ts'
import { costInWords, frontCost } from './cost-words.ts'
import type { SettingWords } from './search-words.ts'
import { askedAmong, settingsInWords } from './search-words.ts'

export function useSettingsWords({ region, voters, shown, settings: { aim } }: Pick<SearchState, 'region' | 'voters' | 'shown' | 'settings'>): (one: ShownProposal) => SettingWords[] {
  const networks = useApp(state => state.map?.networks) ?? NONE
  const dataset = useApp(state => state.map?.manifest.dataset ?? null)
  const { varying, usual } = useMemo(() => {
    const known = (rows: readonly NetworkRow[]): Hyperparameters[] => rows.flatMap(({ hyper }) => hyper ?? [])
    return { varying: varyingSettings([...known(networks), ...shown.map(({ proposal }) => proposal.hyper)]), usual: usualSettings(known(askedAmong({ region, voters }, networks))) }
  }, [networks, region, voters, shown])
  return useCallback(({ proposal: { hyper } }) => {
    const cost = frontCost(aim)
    const own = dataset ? costFor(cost, knownSize(dataset))!(hyper) : NaN
    return [...settingsInWords(hyper, varying, usual), ...own > 0 ? [{ key: 'cost', words: costInWords(cost, own), unusual: false }] : []]
  }, [varying, usual, dataset, aim])
}

const NONE: readonly NetworkRow[] = []
