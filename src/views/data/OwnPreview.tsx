// What a data set that was brought looks like, small, in the rail: ten pictures, or its points where it has two features; and how many rows are for what.
import './data.css'
import { useEffect, useRef } from 'react'
import type { OwnData } from '../../core/data/dataset.ts'
import type { OwnLook } from '../../core/data/own.ts'
import { knownSize } from '../../core/data/size.ts'
import { classColour } from '../charts/class-colours.ts'
import { RowCounts } from '../controls/RowCounts.tsx'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { SamplePicture } from './SamplePicture.tsx'

const WIDTH = 254
const HEIGHT = 104

export function OwnPreview({ own }: { own: OwnData }) {
  const look = useApp(state => state.ownData?.find(held => held.own.hash === own.hash)?.look ?? null)
  const { shape } = own
  return (
    <>
      {look && shape.length === 3 && (
        <div className="OwnPreview">
          {Array.from(look.labels, (label, row) => <SamplePicture key={row} values={look.values} shape={shape} fullScale={look.fullScale} row={row} label={`A sample of ${look.classNames[label]}`} />)}
        </div>
      )}
      {look && shape.length === 1 && shape[0] === 2 && <Points look={look} title={own.title} />}
      <RowCounts {...knownSize({ id: 'own', own })} />
    </>
  )
}

/** Each feature to its own scale, as networks see them. */
function Points({ look, title }: { look: OwnLook, title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!canvas.current || !pen) return
    const sharp = Math.min(3, window.devicePixelRatio || 1)
    canvas.current.width = WIDTH * sharp
    canvas.current.height = HEIGHT * sharp
    pen.scale(sharp, sharp)
    pen.globalAlpha = 0.75
    const place = (feature: number, from: number, to: number): (row: number) => number => {
      const values = Array.from(look.labels, (_, row) => look.values[2 * row + feature])
      const [low, high] = [Math.min(...values), Math.max(...values)]
      return row => high > low ? from + (to - from) * (values[row] - low) / (high - low) : (from + to) / 2
    }
    const [x, y] = [place(0, 6, WIDTH - 6), place(1, HEIGHT - 6, 6)]
    look.labels.forEach((label, row) => {
      const [red, green, blue] = classColour(label, palette)
      pen.fillStyle = `rgb(${red} ${green} ${blue})`
      pen.beginPath()
      pen.arc(x(row), y(row), 1.5, 0, 2 * Math.PI)
      pen.fill()
    })
  }, [look, palette])
  return <canvas className="OwnPreview-points" ref={canvas} style={{ width: WIDTH, height: HEIGHT }} role="img" aria-label={`The points of ${title}, coloured by class: ${look.classNames.join(', ')}`} />
}
