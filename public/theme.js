// The palette that the visitor chose, or the system prefers, or the page around asks for; and whether there is one around: known before anything is painted.
(function (root) {
  var chosen = null
  try { chosen = localStorage.getItem('netfold.theme') } catch (_) { /* storage may be closed to us */ }
  var asked = new URLSearchParams(location.search)
  if (asked.has('embed')) {
    root.dataset.embed = ''
    chosen = asked.get('theme') || chosen
  }
  root.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
})(document.documentElement)
