// What Compare holds against the first head: a head of the same run, or `RUN/HEAD`.

/** A head in a run. */
export interface Place {
  readonly run: string;
  readonly head: string;
}

/** The place that `against` names; an empty name is the run itself. */
export function placeOfOther(against: string, run: string): Place {
  const cut = against.lastIndexOf("/");
  return cut < 0 ? { run, head: against } : { run: against.slice(0, cut), head: against.slice(cut + 1) };
}

export const nameOfOther = (place: Place, run: string): string => (place.run === run ? place.head : `${place.run}/${place.head}`);
