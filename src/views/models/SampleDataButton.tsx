// A data set that works: a small table of two interleaving half circles, dropped for the visitor as a CSV would be.
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'

/** Of each class. */
const ROWS = 60

/** Points of the upper and the lower half circle in turn, every second one a little outside. */
function table(): string {
  const lines = Array.from({ length: ROWS }, (_, k) => {
    const angle = Math.PI * k / (ROWS - 1)
    const [x, y] = [Math.cos(angle), Math.sin(angle)].map(value => (1 + (k % 2 ? 0.12 : -0.06)) * value)
    return [`${x.toFixed(3)},${y.toFixed(3)},upper`, `${(1 - x).toFixed(3)},${(0.5 - y).toFixed(3)},lower`]
  })
  return ['x,y,class', ...lines.flat()].join('\n')
}

export function SampleDataButton() {
  const openFiles = useApp(state => state.openFiles)
  const bring = () => void openFiles([{ path: 'moons.csv', file: new Blob([table()], { type: 'text/csv' }) }], 'data')
  return <Button small variant="quiet" title="A small table of two features and a class, as CSV" onClick={bring}>Sample that works</Button>
}
