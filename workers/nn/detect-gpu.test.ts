// Whatever the browser offers, the report says whether a GPU can be used, and if not, why.
import { expect, it } from 'vitest'
import { detectGpu } from './detect-gpu.ts'

const offering = (adapter: object | null): GPU => ({ requestAdapter: async () => adapter }) as unknown as GPU

it('says so where the browser has no WebGPU', async () => {
  expect(await detectGpu(undefined)).toEqual({ available: false, fallback: false, name: '', why: 'This browser has no WebGPU.' })
})

it('says so where there is no adapter', async () => {
  expect(await detectGpu(offering(null))).toEqual({ available: false, fallback: false, name: '', why: 'No GPU adapter was offered.' })
})

it('names the adapter', async () => {
  expect(await detectGpu(offering({ info: { vendor: 'nvidia', architecture: 'hopper', isFallbackAdapter: false } })))
    .toEqual({ available: true, fallback: false, name: 'nvidia hopper', why: null })
})

it('knows a software adapter in newer and in older browsers', async () => {
  expect((await detectGpu(offering({ info: { vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true } }))).fallback).toBe(true)
  expect((await detectGpu(offering({ info: { vendor: '', architecture: '' }, isFallbackAdapter: true })))).toMatchObject({ fallback: true, name: '' })
})

it('survives a browser that refuses', async () => {
  const gpu = { requestAdapter: async () => { throw new Error('blocked by policy') } } as unknown as GPU
  expect(await detectGpu(gpu)).toMatchObject({ available: false, why: 'Asking for a GPU adapter failed: blocked by policy.' })
})
