// Our mark: four networks on their way along a fold, from dark to bright.
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden>
      <path d="M3 18.5C3.5 9.5 9 14.5 11 9.5S15.5 3.5 19 3.5" fill="none" stroke="var(--accent)" strokeWidth={1.6} strokeLinecap="round" />
      <g stroke="var(--mark-edge)" strokeWidth={0.8}>
        <circle cx={3} cy={18.5} r={2.5} fill="#481567" />
        <circle cx={6.5} cy={12.9} r={2.5} fill="#33638d" />
        <circle cx={11} cy={9.5} r={2.5} fill="#29af7f" />
        <circle cx={19} cy={3.5} r={2.5} fill="#fde725" />
      </g>
    </svg>
  )
}
