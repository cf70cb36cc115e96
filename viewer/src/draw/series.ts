// Lines and bars of small charts, as paths of SVG in a box of 100 x 100.

/** A path through values, left to right; where a value is missing the line breaks. */
export function linePath(values: readonly (number | null)[], highest: number): string {
  let path = "", isOpen = false;
  values.forEach((value, place) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const x = (100 * (place + 0.5)) / values.length, y = 100 - (100 * value) / (highest || 1);
    path += `${isOpen ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`;
    isOpen = true;
  });
  return path;
}

/** A line up from the ground for each value, so that a single high one is seen however narrow it is. */
export const spikePath = (values: readonly (number | null)[], highest: number): string =>
  values.map((value, place) => (value === null ? "" : `M${((100 * (place + 0.5)) / values.length).toFixed(3)} 100V${(100 - (100 * value) / (highest || 1)).toFixed(2)}`)).join("");

/** The largest of values that are there; 0 where there is none. */
export const largestOf = (...lists: readonly (readonly (number | null)[])[]): number =>
  lists.flat().reduce<number>((most, value) => (value !== null && value > most ? value : most), 0);

/** The names of the bins of distance, far left to far right: `32-63`, ..., `1`, `0`, `1`, ... */
export function distanceBins(bins: number): readonly { readonly bin: number; readonly name: string; readonly side: -1 | 0 | 1 }[] {
  const half = (bins - 1) / 2;
  const name = (size: number): string => (size === 0 ? "1" : `${2 ** size}–${2 ** (size + 1) - 1}`);
  const left = Array.from({ length: half }, (_, at) => half - 1 - at).map((size) => ({ bin: size, name: name(size), side: -1 as const }));
  const right = Array.from({ length: half }, (_, size) => ({ bin: half + 1 + size, name: name(size), side: 1 as const }));
  return [...left, { bin: half, name: "0", side: 0 as const }, ...right];
}

/** The bins without the empty ones at both ends. */
export function trimmed<Bin extends { readonly bin: number }>(bins: readonly Bin[], ...masses: readonly (readonly number[])[]): readonly Bin[] {
  const isThere = (bin: Bin): boolean => masses.some((mass) => (mass[bin.bin] ?? 0) > 0);
  const first = bins.findIndex(isThere), last = bins.findLastIndex(isThere);
  return first < 0 ? [] : bins.slice(first, last + 1);
}
