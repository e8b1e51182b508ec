// Copies what makes a network again: its recipe, its two seeds and the data, as JSON; and says for a moment how that went.
import { useEffect, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { useApp } from '../use-app.ts'

export function useCopyRecipe(row: NetworkRow): { copy: () => void, said: string } {
  const dataset = useApp(state => state.map?.manifest.dataset)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(''), 4000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async () => {
    const { id, hyper, weightSeed, orderSeed } = row
    try {
      await navigator.clipboard.writeText(JSON.stringify({ id, hyper, weightSeed, orderSeed, dataset }, null, 2))
      setSaid('Copied.')
    } catch {
      setSaid('The browser did not allow copying.')
    }
  }
  return { copy: () => void copy(), said }
}
