// How a map is looked at, as plain JSON: one record for a link, a saved map, a card of the gallery, a kept session and an exported site.
// What it holds, and how it is read and written: one table in view.ts.

/** Keys that are left out stand for the page's defaults; unknown keys are passed over. Ids are written by their place among the map's networks. */
export type ViewRecord = Readonly<Record<string, unknown>>
