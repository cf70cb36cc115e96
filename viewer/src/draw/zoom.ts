// The geometry of deep zoom: which part of the matrix is in view, in which level, and which tiles hold it.
import type { Span } from "../state/address";
import { TILE } from "./fit";

/** The part in view: rows and keys, in tokens. */
export interface View {
  readonly rows: Span;
  readonly keys: Span;
}

/** Sizes of the matrix in tokens. */
export interface Extent {
  readonly rows: number;
  readonly keys: number;
}

/** Sizes of the picture in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface TilePlace {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

export const LEAST = 8; // tokens that are shown at least

const long = (span: Span): number => span.to - span.from;

/** The whole matrix. */
export const wholeView = (extent: Extent): View => ({ rows: { from: 0, to: extent.rows }, keys: { from: 0, to: extent.keys } });

/** A span moved and cut so that it lies inside an axis, and is not shorter than can be seen. */
export function inside(from: number, length: number, all: number): Span {
  const many = Math.min(all, Math.max(Math.min(LEAST, all), Math.round(length)));
  const start = Math.min(Math.max(0, Math.round(from)), all - many);
  return { from: start, to: start + many };
}

/** The view that a state names; the whole where it names none, or none that fits. */
export const viewOf = (rows: Span | null, keys: Span | null, extent: Extent): View => ({
  rows: rows && rows.from < extent.rows ? inside(rows.from, long(rows), extent.rows) : { from: 0, to: extent.rows },
  keys: keys && keys.from < extent.keys ? inside(keys.from, long(keys), extent.keys) : { from: 0, to: extent.keys },
});

/** Zoom by a factor (below 1: closer) so that the token under a point of the picture, each from 0 to 1, stays there. */
export function zoomed(view: View, factor: number, at: { readonly x: number; readonly y: number }, extent: Extent): View {
  const axis = (span: Span, place: number, all: number): Span => {
    const length = Math.min(all, Math.max(Math.min(LEAST, all), long(span) * factor));
    return inside(span.from + place * (long(span) - length), length, all);
  };
  return { rows: axis(view.rows, at.y, extent.rows), keys: axis(view.keys, at.x, extent.keys) };
}

/** Move by parts of what is in view. */
export const moved = (view: View, across: number, down: number, extent: Extent): View => ({
  rows: inside(view.rows.from + down * long(view.rows), long(view.rows), extent.rows),
  keys: inside(view.keys.from + across * long(view.keys), long(view.keys), extent.keys),
});

/** The same size of view with a token in its middle. */
export const centred = (view: View, query: number, key: number, length: number, extent: Extent): View => ({
  rows: inside(query - length / 2, Math.min(length, long(view.rows)), extent.rows),
  keys: inside(key - length / 2, Math.min(length, long(view.keys)), extent.keys),
});

/** The level whose cells are about a pixel, not finer than can be had, not coarser than there is. */
export function levelFor(view: View, size: Size, finest: number, highest: number): number {
  const tokens = Math.max(long(view.rows) / Math.max(1, size.height), long(view.keys) / Math.max(1, size.width));
  return Math.min(Math.max(Math.floor(Math.log2(Math.max(tokens, 1))), finest), Math.max(highest, finest));
}

/** The tiles of a level that hold a view, nearest to its middle first. */
export function tilesOf(view: View, level: number, extent: Extent): readonly TilePlace[] {
  const side = TILE * 2 ** level, found: TilePlace[] = [];
  const last = (all: number, to: number): number => Math.floor((Math.min(to, all) - 1) / side);
  for (let y = Math.floor(view.rows.from / side); y <= last(extent.rows, view.rows.to); y++) {
    for (let x = Math.floor(view.keys.from / side); x <= last(extent.keys, view.keys.to); x++) found.push({ level, x, y });
  }
  const middle = { x: (view.keys.from + view.keys.to) / 2 / side - 0.5, y: (view.rows.from + view.rows.to) / 2 / side - 0.5 };
  return found.sort((one, other) => Math.hypot(one.x - middle.x, one.y - middle.y) - Math.hypot(other.x - middle.x, other.y - middle.y));
}

/** Where a token begins in the picture. */
export const pixelAt = (token: number, span: Span, pixels: number): number => ((token - span.from) * pixels) / long(span);

/** The token under a pixel. */
export const tokenAt = (pixel: number, span: Span, pixels: number): number =>
  Math.min(Math.max(Math.floor(span.from + (pixel * long(span)) / Math.max(1, pixels)), span.from), span.to - 1);

/** Round steps of about `apart` pixels along an axis: 1, 2, 5, 10, ... tokens. */
export function ticksOf(span: Span, pixels: number, apart = 70): readonly number[] {
  const rough = (long(span) * apart) / Math.max(1, pixels), power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.ceil(span.from / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((span.to - first) / step)) }, (_, at) => first + at * step);
}
