// Pictures colour by colour and place by place: by hand, and there and back.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelsFirst, channelsLast } from './channels.ts'

test('three places of two colours', () => {
  expect([...channelsFirst(Float32Array.of(1, 2, 3, 4, 5, 6), 1, [1, 3, 2])]).toEqual([1, 3, 5, 2, 4, 6])
  expect([...channelsLast(Uint8Array.of(1, 3, 5, 2, 4, 6), 1, [3, 1, 2])]).toEqual([1, 2, 3, 4, 5, 6])
})

test('there and back is the same, whatever the sizes', () => {
  const size = fc.integer({ min: 1, max: 5 })
  fc.assert(fc.property(size, size, size, size, (rows, height, width, channels) => {
    const values = Float32Array.from({ length: rows * height * width * channels }, (_, k) => k)
    const shape = [height, width, channels]
    expect(channelsLast(channelsFirst(values, rows, shape), rows, shape)).toEqual(values)
    // The colours of one place stand as far apart as a picture has places.
    if (channels > 1) expect(channelsFirst(values, rows, shape)[height * width]).toBe(1)
  }))
})
