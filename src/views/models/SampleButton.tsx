// A saved network that works: one of our own, dropped for the visitor.
import { useState } from 'react'
import sample from '../../formats/fixtures/models/made/mlp_relu/model.onnx?url'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'

export function SampleButton() {
  const openFiles = useApp(state => state.openFiles)
  const [fault, setFault] = useState<string | null>(null)
  const bring = async () => {
    const answer = await fetch(sample).catch(() => null)
    if (!answer?.ok) return setFault('The sample could not be fetched.')
    await openFiles([{ path: 'digits_mlp.onnx', file: await answer.blob() }])
  }
  return <Button small variant="quiet" reason={fault} title="A small network for 8×8 digits, saved as ONNX" onClick={() => void bring()}>Sample that works</Button>
}
