// How weights look now: the theme's ramp and the brushed range.
import type { State } from "../state/address";
import type { Look, Ramp } from "./ramp";

const MASKED = { light: [233, 236, 240], dark: [34, 39, 47] } as const;

/** The look of weights. */
export const lookOf = (state: State, ramps: Readonly<Record<string, Ramp>>): Look => ({
  ramp: ramps[state.theme] ?? [[255, 255, 255], [0, 0, 0]],
  scale: state.scale,
  low: state.low,
  high: state.high,
  masked: MASKED[state.theme],
});
