// Several families of tests at once, and which of them may be believed. Pure arithmetic on p-values.

/**
 * The level that the tests within each chosen family must meet, so that of the families that are chosen a share of `level` at the most is chosen by chance,
 * on average: level · r/m for m families, where r is the largest number of families whose least p meets it (1 where none does). `least`: of each family
 * its least p, corrected for the tests within it. Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995), eq. 1, between the families; Benjamini and
 * Bogomolov, J. R. Stat. Soc. B 76 (2014), section 3, within the chosen ones. Holds for independent or positively dependent families.
 */
export function levelOfFamilies(least: readonly number[], level: number): number {
  const m = least.length
  let passing = 1
  least.toSorted((a, b) => a - b).forEach((p, k) => { if (p <= level * (k + 1) / m) passing = k + 1 })
  return level * passing / Math.max(1, m)
}
