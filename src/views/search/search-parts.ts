// All of a search that is on the page comes together: what waits for the panel waits for its marks on the map too, and the first script names one file for both.
export { ProposalMarks } from './ProposalMarks.tsx'
export { SearchTab } from './SearchTab.tsx'
