// The palette that the visitor chose, or the system prefers: known before anything is painted.
(function (root) {
  var chosen = null
  try { chosen = localStorage.getItem('netfold.theme') } catch (_) { /* storage may be closed to us */ }
  root.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
})(document.documentElement)
