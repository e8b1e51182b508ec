// Functions that a model brings with it (PyTorch's newer exporters write them): every call is replaced by its body, so that only operators are left.
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { AttributeMessage, FunctionMessage, ModelMessage, NodeMessage } from './messages.ts'

const keyOf = (domain: string, name: string): string => JSON.stringify([domain, name])

/** The model's nodes without calls. Errors: more nodes, or calls within calls, than the limits allow. */
export function inlined(model: ModelMessage, file: string): NodeMessage[] {
  if (model.functions.length === 0) return model.nodes
  const functions = new Map(model.functions.map(each => [keyOf(each.domain, each.name), each]))
  const nodes: NodeMessage[] = []
  let calls = 0
  function place(node: NodeMessage, depth: number): void {
    const body = functions.get(keyOf(node.domain, node.type))
    if (!body) {
      if (nodes.length >= LIMITS.layers) throw new FormatError(`${file} has more than ${LIMITS.layers} nodes, more than is read.`)
      nodes.push({ ...node, index: nodes.length })
      return
    }
    if (depth >= LIMITS.messages || ++calls > LIMITS.layers) throw new FormatError(`${file}: its functions call one another without end (${quoted(node.type)}).`)
    for (const inner of bodyOf(body, node, `${calls}`)) place(inner, depth + 1)
  }
  for (const node of model.nodes) place(node, 0)
  return nodes
}

/** A body's nodes with the call's names in place of the function's; inner names are kept apart by the call's number. */
function bodyOf(body: FunctionMessage, call: NodeMessage, number: string): NodeMessage[] {
  const names = new Map<string, string>()
  body.inputs.forEach((name, k) => names.set(name, call.inputs[k] ?? ''))
  body.outputs.forEach((name, k) => { if (call.outputs[k]) names.set(name, call.outputs[k]) })
  const renamed = (name: string): string => name === '' ? '' : names.get(name) ?? `${number}\n${name}`
  return body.nodes.map(node => ({
    ...node,
    name: call.name === '' ? node.name : `${call.name}/${node.name === '' ? node.type : node.name}`,
    inputs: node.inputs.map(renamed),
    outputs: node.outputs.map(renamed),
    attributes: new Map([...node.attributes].flatMap(([name, attribute]): [string, AttributeMessage][] => {
      if (attribute.refers === null) return [[name, attribute]]
      const given = call.attributes.get(attribute.refers)
      return given ? [[name, { ...given, name }]] : []
    })),
  }))
}
