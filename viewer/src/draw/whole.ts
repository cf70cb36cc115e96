// A whole matrix on a canvas: cells, labels beside them where there is room, masked cells hatched.
import type { Matrix } from "../data/decode";
import { prepared } from "./picture";

/** Where the cells lie on the canvas, in CSS pixels. */
export interface Layout {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly labels: { readonly queries: readonly string[]; readonly keys: readonly string[] } | null;
  readonly font: string;
}

interface Place { readonly query: number | null; readonly key: number | null }

const LONGEST = 110; // CSS pixels of a label; longer ones are cut
const HATCHED = 5; // cells of fewer pixels are filled, not hatched
const TILT = -Math.PI / 4;

/** A label cut to so many pixels. */
export function cut(context: CanvasRenderingContext2D, label: string, room: number): string {
  if (context.measureText(label).width <= room) return label;
  const signs = [...label];
  let low = 0, high = signs.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${signs.slice(0, middle).join("")}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${signs.slice(0, low).join("")}…`;
}

/** Where everything goes. */
export function layoutOf(
  canvas: HTMLCanvasElement, matrix: Matrix, labels: Layout["labels"], given: { readonly room: number; readonly size: number; readonly font: string },
): Layout {
  const context = canvas.getContext("2d"), font = `12px ${given.font}`;
  if (context) context.font = font;
  const widest = (list: readonly string[]): number => Math.min(LONGEST, Math.max(0, ...list.map((label) => context?.measureText(label).width ?? 0)));
  const left = labels ? widest(labels.queries) + 8 : 1, top = labels ? widest(labels.keys) * 0.72 + 14 : 1;
  const beside = labels ? widest(labels.keys.slice(-3)) * 0.72 : 1;
  const room = Math.max(60, Math.min(given.room - left - beside, given.size));
  const most = Math.max(matrix.columns, matrix.rows);
  const cell = Math.min(44, room / most >= 2 ? Math.floor(room / most) : room / most);
  return { left, top, cell, rows: matrix.rows, columns: matrix.columns, width: left + matrix.columns * cell + beside, height: top + matrix.rows * cell + 2, labels, font };
}

/** Draw the matrix, whose cells are painted already, one pixel each; what was there goes. */
export function drawWhole(canvas: HTMLCanvasElement, matrix: Matrix, painted: HTMLCanvasElement, layout: Layout, style: CSSStyleDeclaration): void {
  const context = prepared(canvas, layout.width, layout.height);
  if (!context) return;
  const { left, top, cell } = layout;
  context.imageSmoothingEnabled = cell < 1;
  context.drawImage(painted, left, top, matrix.columns * cell, matrix.rows * cell);
  if (cell >= HATCHED) hatch(context, matrix, layout, style.getPropertyValue("--line"));
  context.strokeStyle = style.getPropertyValue("--line");
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, matrix.columns * cell + 1, matrix.rows * cell + 1);
  if (layout.labels) drawLabels(context, layout, style.getPropertyValue("--ink"));
}

function hatch(context: CanvasRenderingContext2D, matrix: Matrix, layout: Layout, ink: string): void {
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  for (let query = 0; query < matrix.rows; query++) {
    for (let key = 0; key < matrix.columns; key++) {
      if (!Number.isNaN(matrix.values[query * matrix.columns + key] ?? NaN)) continue;
      const x = layout.left + key * layout.cell, y = layout.top + query * layout.cell;
      context.moveTo(x, y + layout.cell);
      context.lineTo(x + layout.cell, y);
    }
  }
  context.stroke();
}

function drawLabels(context: CanvasRenderingContext2D, layout: Layout, ink: string): void {
  const { labels, left, top, cell } = layout;
  context.font = layout.font;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  const every = Math.max(1, Math.ceil(12 / cell));
  context.textAlign = "right";
  labels?.queries.forEach((label, query) => {
    if (query % every === 0) context.fillText(cut(context, label, LONGEST), left - 5, top + (query + 0.5) * cell);
  });
  context.textAlign = "left";
  labels?.keys.forEach((label, key) => {
    if (key % every !== 0) return;
    context.save();
    context.translate(left + (key + 0.5) * cell, top - 5);
    context.rotate(TILT);
    context.fillText(cut(context, label, LONGEST), 0, 0);
    context.restore();
  });
}

/** Lines around the pinned row and key, and around what the pointer is on. */
export function drawMarks(canvas: HTMLCanvasElement, layout: Layout, pinned: Place, hovered: Place, style: CSSStyleDeclaration): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { left, top, cell } = layout, across = layout.columns * cell, down = layout.rows * cell;
  const mark = (place: Place, ink: string, wide: number): void => {
    context.strokeStyle = ink;
    context.lineWidth = wide;
    if (place.query !== null) context.strokeRect(left, top + place.query * cell, across, Math.max(cell, 2));
    if (place.key !== null) context.strokeRect(left + place.key * cell, top, Math.max(cell, 2), down);
  };
  mark(hovered, style.getPropertyValue("--quiet"), 1);
  mark(pinned, style.getPropertyValue("--accent"), 2);
}
