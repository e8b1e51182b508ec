// What the Selection tab shows while networks train.
import { JustFinished } from './JustFinished.tsx'
import { RunningNow } from './RunningNow.tsx'

export function WhileTraining() {
  return (
    <>
      <RunningNow />
      <JustFinished />
    </>
  )
}
