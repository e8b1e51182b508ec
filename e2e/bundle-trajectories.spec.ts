// Networks trained elsewhere, caught on their way: a bundle with nothing but checkpoints becomes a map by what its networks answer, and their training is seen as
// trajectories; they are there after a reload, and in the saved file.
import { expect, test } from '@playwright/test'
import { mulberry32, normals } from '../src/core/random.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'
import { drops } from './dropped.ts'
import { Visitor } from './visitor.ts'

const [NETWORKS, PROBES, CLASSES, MOMENTS] = [6, 40, 4, 9]

/** Softmax of logits that grow towards the truth and towards a lean of the network's own: from near ignorance to near certainty, each at its own pace. */
function bundle(): Uint8Array {
  const truth = (probe: number): number => probe % CLASSES
  const members: Member[] = [['labels.npy', { dtype: 'int32', shape: [PROBES], data: Int32Array.from({ length: PROBES }, (_, probe) => truth(probe)) }]]
  for (let k = 0; k < NETWORKS; k++) {
    const normal = normals(mulberry32(k + 1))
    const lean = Array.from({ length: PROBES * CLASSES }, normal)
    const table: number[] = []
    for (let moment = 0; moment < MOMENTS; moment++) {
      const far = 6 * (moment / (MOMENTS - 1)) ** (1 + k / 4)
      for (let probe = 0; probe < PROBES; probe++) {
        const logits = Array.from({ length: CLASSES }, (_, c) => far * ((c === truth(probe) ? 1 : 0) + 0.25 * lean[probe * CLASSES + c]) + 0.05 * lean[probe * CLASSES + c])
        const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0)
        table.push(...logits.map(logit => Math.exp(logit) / sum))
      }
    }
    members.push([`checkpoints/run-${k}.npy`, { dtype: 'float32', shape: [MOMENTS, PROBES, CLASSES], data: Float32Array.from(table) }])
    members.push([`steps/run-${k}.npy`, { dtype: 'int32', shape: [MOMENTS], data: Int32Array.from({ length: MOMENTS }, (_, moment) => moment ** 2) }])
  }
  return writeNpz(members)
}

class Follower extends Visitor {
  /** Six paths, and what is said of their progress towards the truth, which the bundle's labels tell. */
  async seesTheRuns(): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Picture', exact: true }).selectOption({ label: 'InPCA of predictions' })
    await expect(this.map).toHaveAccessibleName(new RegExp(`InPCA of predictions: ${NETWORKS} runs, ${NETWORKS * MOMENTS} checkpoints`), { timeout: 90_000 })
    await this.page.getByRole('tab', { name: 'Training', exact: true }).click()
    await expect(this.page.getByRole('region', { name: 'Progress', exact: true })).toContainText(new RegExp(`n\\s=\\s${NETWORKS * MOMENTS}`))
  }
}

test('a bundle of checkpoints alone: a map of its own, its trajectories, kept and saved', async ({ page }) => {
  const visitor = new Follower(page)
  await visitor.opens()
  await drops(page, [{ name: 'runs.npz', bytes: bundle() }])
  const card = page.getByRole('article', { name: 'runs.npz' })
  await expect(card).toContainText('A map of its own can be made, by what its networks answer')
  await expect(card).toContainText('The last checkpoint stands for the final predictions of every network.')
  await visitor.button('Make a map of these').click()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`Map of ${NETWORKS} networks`))
  await expect(visitor.status).toContainText(`runs.npz, predictions, ${PROBES} probes`)
  await visitor.seesTheRuns()

  const { manifest, checkpoints, activations } = await visitor.saves()
  expect([manifest.geometry.metric, manifest.labels?.length, activations]).toEqual(['bhattacharyya', PROBES, null])
  expect([...checkpoints!.values()].map(({ steps }) => steps.length)).toEqual(Array.from({ length: NETWORKS }, () => MOMENTS))

  // The bundle is not at hand any more; its networks are.
  await page.reload()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`(Map of ${NETWORKS} networks|${NETWORKS} runs)`))
  await visitor.seesTheRuns()
  expect(visitor.complaints).toEqual([])
})
