// Links of an aligned pair over its map: sure ones whole, doubtful ones dashed, words together framed.
import type { AlignedPair } from "../data/types";
import type { Layout } from "./whole";

/** Rows and columns of a frame, in cells. */
interface Frame {
  readonly row: number;
  readonly column: number;
  readonly high: number;
  readonly wide: number;
}

interface Stroke {
  readonly inset: number;
  readonly width: number;
  readonly dash: readonly number[];
  readonly ink: string;
}

function outline(context: CanvasRenderingContext2D, layout: Layout, frame: Frame, stroke: Stroke, ground: string): void {
  const { left, top, cell } = layout;
  for (const [colour, thick, dash] of [[ground, stroke.width + 2, []], [stroke.ink, stroke.width, stroke.dash]] as const) {
    context.setLineDash([...dash]);
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.strokeRect(left + frame.column * cell + stroke.inset, top + frame.row * cell + stroke.inset, frame.wide * cell - 2 * stroke.inset, frame.high * cell - 2 * stroke.inset);
  }
  context.setLineDash([]);
}

/** Frames of all links of a pair; those of one group stand out. */
export function drawLinks(context: CanvasRenderingContext2D, layout: Layout, pair: AlignedPair, chosen: number, style: CSSStyleDeclaration): void {
  const isSmall = layout.cell < 14, ground = style.getPropertyValue("--page"), ink = style.getPropertyValue("--ink"), accent = style.getPropertyValue("--accent"), link = style.getPropertyValue("--warn");
  for (const [first, last, top, bottom] of pair.together) {
    outline(context, layout, { row: top, column: first, high: bottom - top + 1, wide: last - first + 1 }, { inset: -1, width: 2, dash: [], ink }, ground);
  }
  for (const [source, target, , doubt] of pair.links) {
    outline(context, layout, { row: target, column: source, high: 1, wide: 1 }, { inset: isSmall ? 1.5 : 4, width: isSmall ? 1.5 : 2.5, dash: doubt === "sure" ? [] : [4, 3], ink: link }, ground);
  }
  const group = pair.linked[chosen];
  for (const target of group?.[0] ?? []) {
    for (const source of group?.[1] ?? []) outline(context, layout, { row: target, column: source, high: 1, wide: 1 }, { inset: 0, width: 2.5, dash: [], ink: accent }, ground);
  }
}
