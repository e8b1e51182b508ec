// What axe finds that is serious or critical, each with the element it is about.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * In the whole page, or in one part of it. Axe is run in the page itself ("legacy mode"): otherwise its results are put together in a blank page
 * that is opened for each look, for the sake of frames from elsewhere, which this page has none of. What does not apply or passes is not listed.
 */
export async function seriousFindings(page: Page, part?: string): Promise<string[]> {
  // What fades in has no contrast on its way.
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (part ? axe.include(part) : axe).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(node => `${id} at ${node.target.join(' ')} (${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''})`))
}
