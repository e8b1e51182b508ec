// The paper that the visitor last chose for a picture: it stands for the next one too, whichever it is of. Not kept beyond the visit.
import { useState } from 'react'
import type { Paper } from './on-paper.ts'

let last: Paper = 'screen'

export function useWantedPaper(): { paper: Paper, white: boolean, choose: (white: boolean) => void } {
  const [paper, setPaper] = useState(last)
  const choose = (white: boolean) => {
    last = white ? 'white' : 'screen'
    setPaper(last)
  }
  return { paper, white: paper === 'white', choose }
}
