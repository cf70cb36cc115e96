// A matrix as pixels, one a cell.
import type { Matrix } from "../data/decode";
import { paint, tableOf, type Look } from "./ramp";

/** The pixels of a matrix; masked cells have the look's own colour, and are hatched by `hatch` where there is room. */
export function pixelsOf(matrix: Matrix, look: Look): ImageData {
  const { rows, columns, values } = matrix;
  const image = new ImageData(columns, rows), table = tableOf(look.ramp);
  for (let place = 0; place < values.length; place++) paint(image.data, place, values[place] ?? NaN, look, table);
  return image;
}

/** A canvas of its own with these pixels, to be drawn at any size. */
export function canvasOf(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** A canvas made ready for so many CSS pixels, sharp on any screen; null where there is no context. */
export function prepared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (context) context.imageSmoothingEnabled = false;
  return context;
}
