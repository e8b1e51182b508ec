// The clusters of the tree's cut, named on the map: a label with a line to the network in the middle, and a soft ground under the dots. A click selects.
import './ClusterLabels.css'
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Cluster } from '../../store/clusters.ts'
import type { Measure } from '../../store/measures.ts'
import type { Drawing } from '../charts/drawings.ts'
import { DRAWINGS } from '../charts/drawings.ts'
import { css } from '../colour.ts'
import { explained, factorOf, nameOf } from '../dock/cluster-words.ts'
import { useClusterColours, useClusters } from '../dock/use-clusters.ts'
import { integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { inkOf } from './ink.ts'
import type { LabelPlace } from './label-places.ts'
import { leaderEnd, placeLabels, rectOf } from './label-places.ts'
import { useCovered } from './use-covered.ts'
import type { Size } from './view.ts'

interface Props {
  /** Pixels, x, y by row of the networks. */
  places: Float64Array
  networks: readonly NetworkRow[]
  size: Size
  narrow: boolean
}

export const ClusterLabels = memo(function ClusterLabels({ places, networks, size, narrow }: Props) {
  const { tree, clusters, measures } = useClusters()
  const scale = useClusterColours(tree, clusters.length)
  const select = useApp(state => state.select)
  const rowOf = useMemo(() => new Map(networks.map((network, row) => [network.id, row])), [networks])
  const [root, covered] = useCovered(size, '.SelectionBar, .ScaleBar, .LandedLabel')
  const [ways] = useState(() => new Map<number, number>())
  const labels = useMemo(
    () => clusters.map(cluster => ({ cluster, ...wordsOf(cluster, measures), colour: css(scale.colourAt(String(cluster.number))) })),
    [clusters, measures, scale],
  )
  // Larger clusters choose first.
  const placed = useMemo(() => {
    const wishes = labels.toSorted((a, b) => b.cluster.ids.length - a.cluster.ids.length).flatMap(({ cluster, width, short }) => {
      const row = rowOf.get(cluster.middle)
      return row === undefined ? [] : [{ key: cluster.node, x: places[2 * row], y: places[2 * row + 1], width: narrow ? short : width, short }]
    })
    return placeLabels(wishes, size, covered, places, ways)
  }, [labels, rowOf, places, size, covered, narrow, ways])
  useEffect(() => {
    ways.clear()
    for (const { key, way } of placed) ways.set(key, way)
  }, [placed, ways])
  const of = useMemo(() => new Map(labels.map(label => [label.cluster.node, label])), [labels])
  return (
    <div className="ClusterLabels" ref={root}>
      <Halos labels={labels} places={places} rowOf={rowOf} size={size} />
      <svg width={size.width} height={size.height} aria-hidden>
        {placed.map(place => {
          const row = rowOf.get(of.get(place.key)!.cluster.middle)!
          return <Leader key={place.key} place={place} x={places[2 * row]} y={places[2 * row + 1]} />
        })}
      </svg>
      {placed.map(place => {
        const { cluster, name, rest, colour } = of.get(place.key)!
        const bare = narrow || place.cut
        return (
          <button
            key={place.key}
            type="button"
            className="ClusterLabel"
            style={{ transform: `translate(${place.left}px, ${place.top}px)`, width: place.width }}
            title={explained(cluster, networks.length, measures)}
            aria-label={`Cluster ${name}, ${integer(cluster.ids.length)} networks: select`}
            onClick={event => select(cluster.ids, 'map', event.altKey ? 'remove' : event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace')}
          >
            <i style={{ background: colour }} />
            <b>{bare ? cluster.number : name}</b>
            {!bare && <span>{rest}</span>}
          </button>
        )
      })}
    </div>
  )
})

function Leader({ place, x, y }: { place: LabelPlace, x: number, y: number }) {
  const [toX, toY] = leaderEnd(rectOf(place), x, y)
  return <line x1={x} y1={y} x2={toX} y2={toY} />
}

/** '6 tanh, lr > 0.01' and '3.0× · 19', with the pixels that they need. */
function wordsOf(cluster: Cluster, measures: readonly Measure[]): { name: string, rest: string, width: number, short: number } {
  const name = `${cluster.number} ${nameOf(cluster, measures)}`
  const rest = [factorOf(cluster), integer(cluster.ids.length)].filter(Boolean).join(' · ')
  return { name, rest, width: Math.ceil(30 + inkOf(name, 620) + inkOf(rest, 420)), short: Math.ceil(24 + inkOf(String(cluster.number), 620)) }
}

interface HaloProps { labels: readonly { cluster: Cluster, colour: string }[], places: Float64Array, rowOf: ReadonlyMap<number, number>, size: Size }

const HALO = 15

/** A disc under each dot in its cluster's colour, those of one cluster as one stain. On a canvas, under the dots. */
function Halos({ labels, places, rowOf, size }: HaloProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const ctx = element?.getContext('2d')
    if (!element || !ctx) return
    element.width = size.width
    element.height = size.height
    const draw: Drawing = pen => {
      for (const { cluster, colour } of labels) {
        pen.fillStyle = colour
        pen.beginPath()
        for (const id of cluster.ids) {
          const row = rowOf.get(id)
          if (row === undefined) continue
          const [x, y] = [places[2 * row], places[2 * row + 1]]
          pen.moveTo(x + HALO, y)
          pen.arc(x, y, HALO, 0, 2 * Math.PI)
        }
        pen.fill()
      }
    }
    draw(ctx)
    DRAWINGS.set(element, draw)
  }, [labels, places, rowOf, size])
  return <canvas ref={canvas} className="ClusterHalos" style={{ width: size.width, height: size.height }} aria-hidden />
}
