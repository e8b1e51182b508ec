// How to read the map, and what pointer and keys do: everything named here works.
import './HelpDialog.css'
import { Fragment } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { methodNames } from '../ui/method-pages.ts'

const READING: readonly (readonly [title: string, text: string])[] = [
  ['A dot is one trained network.', 'Shape tells its activation function, a hollow shape that it is convolutional, colour the measure named in the legend.'],
  ['Close dots represent the data alike.', 'For each network we take the last hidden layer’s answer to the same held-out inputs and turn it into a diffusion operator; distance between networks is distance between operators.'],
  ['Only distances mean something.', 'PHATE draws them in the plane. Its axes mean nothing, so none are drawn; the bar at the lower right says how far one, two, five or ten potential units are.'],
  ['A picture of distances is never perfect.', 'Stress, in the last line, says how far: 0 is exact; Kruskal (1964) called 0.05 good, 0.1 fair and 0.2 poor.'],
  ['Crosses under the map are networks that diverged.', 'Their loss stopped being finite; they have no place on the map, but are kept in sight.'],
]

const KEYS: readonly (readonly [keys: readonly string[], effect: string])[] = [
  [['drag'], 'move the map'],
  [['wheel', 'pinch'], 'zoom about the pointer'],
  [['click'], 'select a network and open it; beside the dots: clear'],
  [['Shift click'], 'take it into the selection, or out of it'],
  [['Shift drag'], 'lasso; on touch, a long press'],
  [['Ctrl', 'Alt'], 'at the end of a lasso or box: add to the selection, take from it'],
  [['V', 'B', 'L'], 'tools: move, box, lasso'],
  [['F', '0'], 'zoom to the selection; show everything'],
  [['Tab', 'arrows', 'Enter'], 'on the map: from network to network, and open'],
  [['Esc'], 'one step back: stop the drag, then clear'],
  [['?'], 'this page'],
]

/** separation-and-clusters → Separation and clusters; PHATE keeps its capitals. */
const readable = (page: string): string => ({ phate: 'PHATE', inpca: 'InPCA' })[page] ?? `${page[0].toUpperCase()}${page.slice(1).replaceAll('-', ' ')}`

export function HelpDialog({ onClose, onPage }: { onClose: () => void, onPage: (page: string) => void }) {
  const pages = methodNames()
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
        {pages.length > 0 && (
          <section className="HelpDialog-foot">
            <h2 className="HelpDialog-head">How each number is made</h2>
            <ul className="HelpDialog-pages">
              {pages.map(page => <li key={page}><button type="button" className="HelpDialog-page" onClick={() => onPage(page)}>{readable(page)}</button></li>)}
            </ul>
          </section>
        )}
        <p className="HelpDialog-foot HelpDialog-promise">Everything is computed here: nothing leaves your browser.</p>
      </div>
    </Dialog>
  )
}
