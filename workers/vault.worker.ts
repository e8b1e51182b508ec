// The vault's worker: finds its storage at the first question. Wiring only.
import { expose } from 'comlink'
import type { VaultWorker } from '../src/protocol/vault.ts'
import { findVault } from './vault/find-storage.ts'
import type { Vault } from './vault/vault.ts'

let opened: Promise<Vault> | null = null

const vault = (): Promise<Vault> => opened ??= findVault(navigator.locks).then(async found => {
  await found.open()
  return found
})

const api = {
  open: async () => (await vault()).report,
  report: async () => (await vault()).report,
  read: async () => (await vault()).read(),
  prepare: async () => (await vault()).prepare(),
  begin: async (run, map) => (await vault()).begin(run, map),
  put: async networks => (await vault()).put(networks),
  interim: async (id, interim) => (await vault()).interim(id, interim),
  stand: async map => (await vault()).stand(map),
  end: async how => (await vault()).end(how),
  abandon: async () => (await vault()).abandon(),
  look: async view => (await vault()).look(view),
  leave: async elsewhere => (await vault()).leave(elsewhere),
  elsewhere: async () => (await vault()).elsewhere(),
  weights: async (id, session) => (await vault()).weights(id, session),
  list: async () => (await vault()).list(),
  room: async () => (await vault()).room(),
  enter: async session => (await vault()).enter(session),
  peek: async session => (await vault()).peek(session),
  rename: async (session, name) => (await vault()).rename(session, name),
  remove: async session => (await vault()).remove(session),
  forget: async () => (await vault()).forget(),
  beat: () => true,
} satisfies VaultWorker

expose(api)
