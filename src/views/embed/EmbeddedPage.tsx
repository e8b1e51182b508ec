// What stands in place of the App where the address says ?embed.
import { useLayoutEffect, useState } from 'react'
import { embedFrom } from '../../store/sharing/embed-panels.ts'
import { useApp } from '../use-app.ts'
import { Embed } from './Embed.tsx'

export function EmbeddedPage() {
  const [asked] = useState(() => embedFrom(location.search))
  const setTheme = useApp(state => state.setTheme)
  // Another page's choice of a palette is not the visitor's.
  useLayoutEffect(() => { if (asked?.theme) setTheme(asked.theme, false) }, [setTheme, asked])
  return asked && <Embed asked={asked} />
}
