// One brought file, or several that belong together, as a card: whatever they turned out to be.
import type { Imported } from '../../store/imports/imported.ts'
import { shownName } from '../../formats/base-name.ts'
import { Button } from '../ui/Button.tsx'
import { bytes } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { BundleCard } from './BundleCard.tsx'
import { Card, CardPart } from './Card.tsx'
import { briefOf, standingOf } from './import-words.ts'
import { ModelCard } from './ModelCard.tsx'
import { Refusal } from './Refusal.tsx'
import { TableCard } from './TableCard.tsx'

interface Props { of: Imported, open: boolean, onOpen: (open: boolean) => void }

export function ImportCard({ of, open, onOpen }: Props) {
  const { opened } = of
  const remove = useApp(state => state.removeImports)
  return (
    <Card name={shownName(of.name)} title={of.files.join('\n')} standing={standingOf(of)} brief={briefOf(of)} open={open} onOpen={onOpen}>
      {opened === null && (
        <CardPart title="Reading">
          <p>{bytes(of.bytes)} are being read.</p>
          <p className="Card-actions"><Button small variant="quiet" onClick={() => void remove([of.key])}>Stop</Button></p>
        </CardPart>
      )}
      {opened?.kind === 'refused' && <Refusal of={of} refused={opened} />}
      {opened?.kind === 'model' && <ModelCard of={of} opened={opened} />}
      {opened?.kind === 'bundle' && <BundleCard of={of} bundle={opened.bundle} />}
      {opened?.kind === 'table' && <TableCard of={of} table={opened.table} />}
      {opened?.kind === 'map' && <Plain of={of}>A map: it is on the screen.</Plain>}
      {opened?.kind === 'data' && <Plain of={of}>{`A data set: ${opened.draft.title}.`}</Plain>}
    </Card>
  )
}

function Plain({ of, children }: { of: Imported, children: string }) {
  const remove = useApp(state => state.removeImports)
  return <CardPart title="Opened" aside={bytes(of.bytes)}><p>{of.block ?? children}</p><p className="Card-actions"><Button small variant="quiet" onClick={() => void remove([of.key])}>Remove</Button></p></CardPart>
}
