// Hands files that were dropped or chosen to the notebook, and shows what becomes of them.
import { useCallback } from 'react'
import type { Wanted } from '../../formats/dropped.ts'
import { useAppStore } from '../use-app.ts'
import type { Gathered } from './dropped-entries.ts'

export function useOpenFiles(): (coming: Gathered | Promise<Gathered>, wanted?: Wanted) => Promise<void> {
  const store = useAppStore()
  return useCallback(async (coming, wanted) => {
    const { files, cut, gone } = await coming
    await store.getState().openFiles(files, wanted, { cut, gone })
  }, [store])
}
