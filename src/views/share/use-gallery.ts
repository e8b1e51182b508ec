// The list of ready-made maps, asked for when somebody looks.
import { useEffect, useState } from 'react'
import { sentenceOf } from '../../store/run-context.ts'
import type { GalleryEntry } from '../../store/sharing/rooms.ts'
import { useApp } from '../use-app.ts'

/** `maps`: null until they are there. `fault`: why there are none, until `again` asks once more. */
export function useGallery(): { maps: readonly GalleryEntry[] | null, fault: string | null, again: () => void } {
  const room = useApp(state => state.room)
  const [found, setFound] = useState<{ maps: readonly GalleryEntry[] | null, fault: string | null }>(NOT_YET)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let left = false
    const find = async () => {
      const gallery = await room('gallery')
      return gallery ? { maps: await gallery.list(), fault: null } : { maps: null, fault: 'A part of the page could not be fetched.' }
    }
    find().catch((error: unknown) => ({ maps: null, fault: sentenceOf(error) })).then(now => { if (!left) setFound(now) }).catch(() => undefined)
    return () => { left = true }
  }, [room, turn])
  return { ...found, again: () => { setFound(NOT_YET); setTurn(turn + 1) } }
}

const NOT_YET = { maps: null, fault: null }
