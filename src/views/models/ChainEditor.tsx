// Weights without an architecture: the layers that their names and shapes suggest, as a list to change, and the word that runs it so.
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useState } from 'react'
import type { Chain } from '../../formats/chain/chain.ts'
import { normsSwapped, stepInserted, stepMoved, stepRemoved, stepReplaced, withActivation, withInput } from '../../formats/chain/edit.ts'
import { chainWords, partName, stepWords } from '../../formats/chain/words.ts'
import type { ModelCard } from '../../formats/model-card.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { CardPart } from './Card.tsx'
import { ADDED, choicesOf, chosenStep, commonActivation, hasLayer, movable, removable } from './chain-choices.ts'
import { sameChain } from './import-words.ts'
import { proposalNames } from './proposal-names.ts'

/** Proposals that stand beside each other; more are a list. */
const FEW = 3

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

export function ChainEditor({ of, card: { proposals, tensors } }: { of: Imported, card: ModelCard }) {
  const setImport = useApp(state => state.setImport)
  const [chain, setChain] = useState<Chain>(of.how?.chain ?? proposals[0])
  const [adding, setAdding] = useState('activation')
  const standing = of.confirmed && sameChain(chain, of.how?.chain ?? null)
  const norms = chain.steps.some(({ kind }) => kind === 'batchNorm')
  const common = commonActivation(chain)
  const best = (proposal: Chain) => Math.max(-Infinity, ...(of.evidence?.trials ?? []).flatMap(({ how, accuracy }) => sameChain(how.chain, proposal) ? [accuracy] : []))
  const names = proposalNames(proposals)
  const named = (place: number) => {
    const accuracy = best(proposals[place])
    return `${names[place]}${Number.isFinite(accuracy) ? ` ${decimal(accuracy, 3)}` : ''}`
  }
  // The labelled probes may speak for an activation that none of the proposals has.
  const tried = Number.isFinite(best(chain)) && !of.confirmed && sameChain(chain, of.how?.chain ?? null)
  const own = tried ? `${common ?? 'another'}, best of what was tried ${decimal(best(chain), 3)}` : 'changed by you'
  return (
    <CardPart title="Architecture" aside={of.confirmed ? 'confirmed by you' : 'proposed from names and shapes'}>
      {!of.confirmed && <p>The file holds weights only. These layers fit them; activations are not in the file. Change what is otherwise, then run it.</p>}
      {proposals.length > 1 && proposals.length <= FEW && (
        <div className="Card-actions" role="group" aria-label="Proposals">
          {proposals.map((proposal, place) => (
            <Button key={place} small aria-pressed={sameChain(chain, proposal)} title={chainWords(proposal, tensors)} onClick={() => setChain(proposal)}>{named(place)}</Button>
          ))}
        </div>
      )}
      {proposals.length > FEW && (
        <div className="ChainEditor-proposals">
          <Select
            label="Proposals"
            value={String(proposals.findIndex(proposal => sameChain(chain, proposal)))}
            options={[...proposals.some(proposal => sameChain(chain, proposal)) ? [] : [{ value: '-1', label: own }], ...proposals.map((_, place) => ({ value: String(place), label: named(place) }))]}
            onChange={place => setChain(proposals[Number(place)] ?? chain)}
          />
          <span>{integer(proposals.length)} fit</span>
        </div>
      )}
      <ol className="ChainEditor" aria-label="Layers">
        <li data-layer>
          <span className="ChainEditor-words">input</span>
          <span className="ChainEditor-input">
            {chain.input.map((length, axis) => (
              <NumberBox key={axis} label={chain.input.length === 1 ? 'Input values' : `Input ${['height', 'width', 'channels'][axis]}`} value={length} step={1} min={1} onCommit={value => setChain(withInput(chain, chain.input.with(axis, value)))} />
            ))}
          </span>
        </li>
        {chain.steps.map((step, place) => {
          const choices = choicesOf(step)
          const words = stepWords(step, chain.layout, tensors, { padding: false })
          return (
            <li key={place} data-layer={hasLayer(step) || undefined}>
              {step.kind === 'activation' || step.kind === 'pool'
                ? <span className="ChainEditor-words" />
                : <span className="ChainEditor-words">{hasLayer(step) && 'weight' in step ? `${partName(step.weight)}: ${words}` : words}</span>}
              {choices && <Select label={`Step ${place + 1}: ${words}`} value={choices.value} options={choices.options} onChange={value => setChain(stepReplaced(chain, place, chosenStep(step, value)))} />}
              {movable(step) && (
                <>
                  <Button small variant="quiet" icon={<ChevronUp {...ICON} />} aria-label={`Move ${words} up`} reason={place === 0 ? 'It is the first.' : null} onClick={() => setChain(stepMoved(chain, place, -1))} />
                  <Button small variant="quiet" icon={<ChevronDown {...ICON} />} aria-label={`Move ${words} down`} reason={place === chain.steps.length - 1 ? 'It is the last.' : null} onClick={() => setChain(stepMoved(chain, place, 1))} />
                  {removable(step)
                    ? <Button small variant="quiet" icon={<X {...ICON} />} aria-label={`Take out ${words}`} onClick={() => setChain(stepRemoved(chain, place))} />
                    : <span className="ChainEditor-gap" />}
                </>
              )}
            </li>
          )
        })}
      </ol>
      <div className="ChainEditor-add">
        <Select label="Step to add" value={adding} options={Object.entries(ADDED).map(([value, { label }]) => ({ value, label }))} onChange={setAdding} />
        <Button small onClick={() => setChain(stepInserted(chain, chain.steps.length, ADDED[adding].step))}>Add at the end</Button>
        {norms && <Button small title="Batch norm before the activation, or behind it" onClick={() => setChain(normsSwapped(chain))}>Swap batch norm</Button>}
        {common && common !== 'tanh' && <Button small variant="quiet" onClick={() => setChain(withActivation(chain, 'tanh'))}>All tanh</Button>}
        {common && common !== 'relu' && <Button small variant="quiet" onClick={() => setChain(withActivation(chain, 'relu'))}>All relu</Button>}
      </div>
      <p className="Card-actions">
        <Button small reason={standing ? 'It runs like this.' : of.phase === 'still' ? null : 'It is being run.'} onClick={() => void setImport(of.key, { how: { chain }, confirmed: true })}>Run it like this</Button>
        {!sameChain(chain, proposals[0]) && <Button small variant="quiet" onClick={() => setChain(proposals[0])}>As proposed</Button>}
      </p>
    </CardPart>
  )
}
