// How to read the map, and what pointer and keys do: everything named here works.
import './HelpDialog.css'
import { Fragment } from 'react'
import { Dialog } from '../ui/Dialog.tsx'

const READING: readonly (readonly [title: string, text: string])[] = [
  ['A dot is one trained network.', 'Shape tells its activation function, colour the measure named in the legend.'],
  ['Close dots represent the data alike.', 'For each network we take the last hidden layer’s answer to the same held-out inputs and turn it into a diffusion operator; distance between networks is distance between operators.'],
  ['Only distances mean something.', 'PHATE draws them in the plane. Its axes mean nothing, so none are drawn; the bar at the lower right says how far one, two, five or ten potential units are.'],
  ['A picture of distances is never perfect.', 'Stress, in the last line, says how far: 0 is exact; Kruskal (1964) called 0.05 good, 0.1 fair and 0.2 poor.'],
  ['Crosses under the map are networks that diverged.', 'Their loss stopped being finite; they have no place on the map, but are kept in sight.'],
]

const KEYS: readonly (readonly [keys: readonly string[], effect: string])[] = [
  [['drag'], 'move the map'],
  [['wheel', 'pinch'], 'zoom about the pointer'],
  [['click'], 'select a network and open it'],
  [['Shift click'], 'add it to the selection, or take it out'],
  [['Shift drag'], 'lasso'],
  [['Esc'], 'stop, then clear the selection'],
  [['V', 'B', 'L'], 'move · box · lasso'],
  [['F', '0'], 'zoom to the selection · show everything'],
  [['Tab', 'arrows', 'Enter'], 'on the map: from network to network, and open'],
  [['?'], 'this page'],
]

export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="How to read the map" onClose={onClose} wide>
      <div className="HelpDialog">
        <dl className="HelpDialog-reading">
          {READING.map(([title, text]) => <div key={title}><dt>{title}</dt><dd>{text}</dd></div>)}
        </dl>
        <section>
          <h2 className="HelpDialog-head">Pointer and keys</h2>
          <dl className="HelpDialog-keys">
            {KEYS.map(([keys, effect]) => (
              <Fragment key={effect}>
                <dt>{keys.map(key => <kbd key={key}>{key}</kbd>)}</dt>
                <dd>{effect}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
        <p className="HelpDialog-promise">Everything is computed here: nothing leaves your browser.</p>
      </div>
    </Dialog>
  )
}
