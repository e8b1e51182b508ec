// An order in which nodes can be run, and which of them the output needs.
import { FormatError, quoted } from '../format-error.ts'
import { nodeName } from './at.ts'
import type { NodeMessage } from './messages.ts'

/** `known`: names that are there without any node. Errors: a loop, a name that nothing gives, a name given twice. */
export function ordered(nodes: readonly NodeMessage[], known: ReadonlySet<string>, file: string): NodeMessage[] {
  const makers = new Map<string, NodeMessage>()
  for (const node of nodes) {
    for (const name of node.outputs) {
      if (name === '') continue
      if (makers.has(name) || known.has(name)) throw new FormatError(`${file}: ${quoted(name)} is given twice (${nodeName(node)}); a name stands for one value.`)
      makers.set(name, node)
    }
  }
  const waiting = new Map<NodeMessage, number>()
  const followers = new Map<NodeMessage, NodeMessage[]>()
  const ready: NodeMessage[] = []
  for (const node of nodes) {
    const before = new Set<NodeMessage>()
    for (const name of node.inputs) {
      const maker = makers.get(name)
      if (maker) before.add(maker)
      else if (name !== '' && !known.has(name)) throw new FormatError(`${file}: ${nodeName(node)} takes ${quoted(name)}, which nothing in the file gives.`)
    }
    for (const maker of before) followers.set(maker, [...followers.get(maker) ?? [], node])
    waiting.set(node, before.size)
    if (before.size === 0) ready.push(node)
  }
  for (let k = 0; k < ready.length; k++) {
    for (const follower of followers.get(ready[k]) ?? []) {
      const left = waiting.get(follower)! - 1
      waiting.set(follower, left)
      if (left === 0) ready.push(follower)
    }
  }
  if (ready.length < nodes.length) {
    const stuck = nodes.find(node => waiting.get(node)! > 0)!
    throw new FormatError(`${file}: its graph has a loop (${nodeName(stuck)}), so that there is no order in which to run it.`)
  }
  return ready
}

/** Those nodes that lead to the output, in the order given. */
export function leadingTo(output: string, nodes: readonly NodeMessage[]): NodeMessage[] {
  const wanted = new Set([output])
  const kept: NodeMessage[] = []
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some(name => wanted.has(name))) continue
    for (const name of node.inputs) wanted.add(name)
    kept.push(node)
  }
  return kept.reverse()
}
