// Rulers of both axes: segments, then numbers, then single tokens where a cell is wide enough for one.
import type { SideLabels } from "../data/types";
import type { Span } from "../state/address";
import { cut } from "./whole";
import { pixelAt, ticksOf } from "./zoom";

export const RULER = { left: 104, top: 76 } as const;
const READABLE = 11; // pixels of a cell that can bear its token
const LONGEST = 92;

/** One ruler, along the left or the upper edge of the picture. */
export function drawRuler(
  context: CanvasRenderingContext2D, axis: "query" | "key", side: SideLabels | undefined, span: Span, pixels: number, style: CSSStyleDeclaration, language: string,
): void {
  const isDown = axis === "query", edge = isDown ? RULER.left : RULER.top;
  const ink = style.getPropertyValue("--ink"), quiet = style.getPropertyValue("--quiet"), line = style.getPropertyValue("--line");
  context.save();
  context.font = `11px ${style.fontFamily}`;
  context.textBaseline = "middle";
  const place = (token: number): number => pixelAt(token, span, pixels) + (isDown ? RULER.top : RULER.left);
  const write = (label: string, at: number, away: number, colour: string, room = LONGEST): void => {
    context.fillStyle = colour;
    context.save();
    if (isDown) {
      context.textAlign = "right";
      context.fillText(cut(context, label, room), edge - away, at);
    } else {
      context.translate(at, edge - away);
      context.rotate(-Math.PI / 4);
      context.textAlign = "left";
      context.fillText(cut(context, label, room), 0, 0);
    }
    context.restore();
  };
  const cell = pixels / (span.to - span.from);
  (side?.segments ?? []).forEach(([label, first, last], number) => {
    if (last <= span.from || first >= span.to) return;
    const from = Math.max(place(Math.max(first, span.from)), isDown ? RULER.top : RULER.left), to = place(Math.min(last, span.to));
    context.fillStyle = number % 2 ? line : quiet;
    if (isDown) context.fillRect(edge - 4, from, 3, Math.max(1, to - from));
    else context.fillRect(from, edge - 4, Math.max(1, to - from), 3);
    if (to - from > 60 && cell < READABLE) write(label || String(number), (from + to) / 2, isDown ? 62 : 46, quiet, 40);
  });
  if (cell >= READABLE) {
    for (let token = span.from; token < span.to; token++) write(side?.tokens[token] ?? String(token), place(token + 0.5), 8, ink);
  } else {
    const format = new Intl.NumberFormat(language);
    for (const token of ticksOf(span, pixels, isDown ? 44 : 70)) {
      const at = place(token);
      context.fillStyle = line;
      if (isDown) context.fillRect(edge - 8, at, 8, 1);
      else context.fillRect(at, edge - 8, 1, 8);
      write(format.format(token), at, 11, quiet);
    }
  }
  context.restore();
}
