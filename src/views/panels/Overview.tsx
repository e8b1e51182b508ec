// What the Selection tab shows under its histogram: what accuracy goes along with, how groups differ, and without a selection what to look for.
import { AccuracyAgainst } from './AccuracyAgainst.tsx'
import { AccuracyByGroup } from './AccuracyByGroup.tsx'
import { Smoothness } from './Smoothness.tsx'
import { Trust } from './Trust.tsx'
import { WhatToLookFor } from './WhatToLookFor.tsx'

export function Overview({ selecting }: { selecting: boolean }) {
  return (
    <>
      <AccuracyAgainst />
      <AccuracyByGroup />
      <Smoothness />
      <Trust />
      {!selecting && <WhatToLookFor />}
    </>
  )
}
