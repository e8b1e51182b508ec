// All of a search that is on the page comes together: what waits for the panel waits for its marks on the map and in the legend too, and the first script names one file for all.
export { ProposalKeys } from './ProposalKeys.tsx'
export { ProposalMarks } from './ProposalMarks.tsx'
export { SearchTab } from './SearchTab.tsx'
