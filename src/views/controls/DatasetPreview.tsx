// What generated data look like, small: points in the plane, or how fast the teacher's inputs decay. Drawn in the page's own inks. Fetched when
// such data are chosen, with what generates them.
import './DatasetPreview.css'
import { useEffect, useMemo, useRef } from 'react'
import type { Dataset, DatasetSettings } from '../../core/data/dataset.ts'
import type { PlaneId } from '../../core/data/plane.ts'
import { planeFrom } from '../../core/data/plane.ts'
import { teacherSpectrum } from '../../core/data/teacher.ts'
import { usePalette } from '../use-palette.ts'
import { RowCounts } from './RowCounts.tsx'

const WIDTH = 254
const HEIGHT = 104

/** All points, coloured by class; equal scales on both axes; and how many there are. */
export function PlanePreview({ id, settings }: { id: PlaneId, settings: DatasetSettings }) {
  const { noise, decay, seed } = settings
  const palette = usePalette()
  const dataset = useMemo(() => planeFrom(id, { id, noise, decay, seed }), [id, noise, decay, seed])
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => { if (canvas.current) drawPoints(canvas.current, dataset) }, [dataset, palette])
  return (
    <>
      <canvas className="PlanePreview" ref={canvas} style={{ width: WIDTH, height: HEIGHT }} role="img" aria-label={`The points of ${dataset.title}, coloured by class: ${dataset.classNames.join(' and ')}`} />
      <RowCounts train={dataset.train.length} test={dataset.test.length} probes={dataset.probes.length} />
    </>
  )
}

function drawPoints(canvas: HTMLCanvasElement, { inputs, labels }: Dataset) {
  const sharp = Math.min(3, window.devicePixelRatio || 1)
  canvas.width = WIDTH * sharp
  canvas.height = HEIGHT * sharp
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(sharp, sharp)
  const xs = inputs.filter((_, at) => at % 2 === 0)
  const ys = inputs.filter((_, at) => at % 2 === 1)
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const unit = Math.min((WIDTH - 12) / (right - left), (HEIGHT - 12) / (high - low))
  const style = getComputedStyle(canvas)
  const inks = [style.getPropertyValue('--cat-1'), style.getPropertyValue('--cat-2')]
  pen.globalAlpha = 0.75
  xs.forEach((x, row) => {
    pen.fillStyle = inks[labels[row]]
    pen.beginPath()
    pen.arc(WIDTH / 2 + unit * (x - (left + right) / 2), HEIGHT / 2 - unit * (ys[row] - (low + high) / 2), 1.25, 0, 2 * Math.PI)
    pen.fill()
  })
}

const SHOWN = 40

/** The largest eigenvalues of the teacher's inputs, on a log scale. */
export function TeacherPreview({ settings }: { settings: DatasetSettings }) {
  const bars = useMemo(() => {
    const values = [...teacherSpectrum(settings.decay).subarray(0, SHOWN)]
    const top = Math.max(...values)
    return values.map(value => Math.max(0, 1 + Math.log10(value / top) / 6))
  }, [settings.decay])
  return (
    <svg className="TeacherPreview" viewBox={`0 0 ${WIDTH} 72`} role="img" aria-label={`The first ${SHOWN} eigenvalues of the inputs, falling off as exp(−${settings.decay} i)`}>
      {bars.map((share, at) => <rect key={at} x={at * (WIDTH / SHOWN) + 0.5} y={56 - 52 * share} width={WIDTH / SHOWN - 1} height={52 * share} />)}
      <path d={`M0 56.5H${WIDTH}`} className="TeacherPreview-axis" />
      <text x={0} y={69}>1</text>
      <text x={WIDTH} y={69} textAnchor="end">eigenvalue {SHOWN} of the inputs, log scale</text>
    </svg>
  )
}
