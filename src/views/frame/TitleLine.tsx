// The one sentence that says what one is looking at. index.html shows the same words before anything has loaded.
export function TitleLine({ className }: { className: string }) {
  return <p className={className}><b>Each dot is a trained neural network.</b> Close dots represent the data alike.</p>
}
