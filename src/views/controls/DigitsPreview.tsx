// What the digits look like, small: one of each.
import './DatasetPreview.css'
import { DIGIT_SAMPLES, inkOf } from './digit-samples.ts'

export function DigitsPreview() {
  return (
    <div className="DigitsPreview" role="img" aria-label="One sample of each digit, 0 to 9">
      {DIGIT_SAMPLES.map(sample => (
        <svg key={sample} viewBox="0 0 8 8" className="DigitsPreview-digit" shapeRendering="crispEdges" aria-hidden>
          {inkOf(sample).map((ink, at) => ink > 0 && <rect key={at} x={at % 8} y={Math.floor(at / 8)} width={1} height={1} fillOpacity={ink} />)}
        </svg>
      ))}
    </div>
  )
}
