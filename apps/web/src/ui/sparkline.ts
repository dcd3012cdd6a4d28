/** Size of the drawing in its own units. */
export const sparklineSize = { width: 96, height: 28 } as const;

const { width, height } = sparklineSize;

/** Points of a small line, the lowest value on the ground and the highest at the top; an even course lies in the middle. */
export function sparklinePoints(values: readonly number[]): readonly (readonly [number, number])[] {
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest;
  return values.map((value, index) => {
    const x = 2 + (index / Math.max(1, values.length - 1)) * (width - 4);
    const share = span === 0 ? 0.5 : (value - lowest) / span;
    return [Math.round(x * 10) / 10, Math.round((height - 3 - share * (height - 6)) * 10) / 10];
  });
}
