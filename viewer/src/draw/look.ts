// How weights look now: the theme's ramp and the brushed range.
import type { State } from "../state/address";
import type { Look, Ramp } from "./ramp";

const BARE: Ramp = [[255, 255, 255], [0, 0, 0]];
const MASKED = { light: [233, 236, 240], dark: [34, 39, 47] } as const;

let last: { readonly state: readonly unknown[]; readonly look: Look } | null = null;

/** The look of weights; the same object as long as nothing of it changes, so that painted tiles can be kept. */
export function lookOf(state: State, ramps: Readonly<Record<string, Ramp>>): Look {
  const ramp = ramps[state.theme] ?? BARE, wanted = [ramp, state.scale, state.low, state.high, state.theme];
  if (last && wanted.every((part, at) => part === last?.state[at])) return last.look;
  const look = { ramp, scale: state.scale, low: state.low, high: state.high, masked: MASKED[state.theme] };
  last = { state: wanted, look };
  return look;
}
