// One pane of deep zoom: ground, tiles or the straightened picture, rulers, cross and pins.
import type { SideLabels } from "../data/types";
import { prepared } from "./picture";
import type { Look } from "./ramp";
import { drawRuler, RULER } from "./rulers";
import { pixelOfDistance } from "./straighten";
import type { TileStore } from "./tilestore";
import { pixelAt, type Size, type View } from "./zoom";

interface Place { readonly query: number | null; readonly key: number | null }

export interface Scene {
  readonly store: TileStore;
  readonly view: View;
  readonly size: Size;
  readonly level: number;
  readonly look: Look;
  /** The picture by distance, where that is shown instead of the tiles. */
  readonly straight: HTMLCanvasElement | null;
  readonly sides: { readonly query: SideLabels | undefined; readonly key: SideLabels | undefined };
  readonly language: string;
  readonly pinned: Place;
  readonly hovered: Place;
}

/** Draw a scene; what was there goes. */
export function drawPane(canvas: HTMLCanvasElement, scene: Scene): void {
  const { size, view, store, look } = scene, style = getComputedStyle(canvas);
  const context = prepared(canvas, size.width + RULER.left + 2, size.height + RULER.top + 2);
  if (!context) return;
  context.save();
  context.translate(RULER.left, RULER.top);
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.clip();
  context.fillStyle = style.getPropertyValue("--panel");
  context.fillRect(0, 0, size.width, size.height);
  if (scene.straight) {
    context.drawImage(scene.straight, 0, 0, size.width, size.height);
  } else {
    store.draw(context, view, size, scene.level, look);
    drawCross(context, scene, scene.hovered, style.getPropertyValue("--quiet"), 1);
    drawCross(context, scene, scene.pinned, style.getPropertyValue("--accent"), 1.5);
  }
  context.restore();
  context.strokeStyle = style.getPropertyValue("--line");
  context.strokeRect(RULER.left - 0.5, RULER.top - 0.5, size.width + 1, size.height + 1);
  drawRuler(context, "query", scene.sides.query, view.rows, size.height, style, scene.language);
  if (scene.straight) drawDistances(context, store.extent.keys - 1, size.width, style, scene.language);
  else drawRuler(context, "key", scene.sides.key, view.keys, size.width, style, scene.language);
}

function drawCross(context: CanvasRenderingContext2D, scene: Scene, place: Place, ink: string, wide: number): void {
  const { size, view } = scene;
  context.strokeStyle = ink;
  context.lineWidth = wide;
  context.beginPath();
  if (place.query !== null) {
    for (const token of [place.query, place.query + 1]) {
      const y = pixelAt(token, view.rows, size.height);
      context.moveTo(0, y);
      context.lineTo(size.width, y);
    }
  }
  if (place.key !== null) {
    for (const token of [place.key, place.key + 1]) {
      const x = pixelAt(token, view.keys, size.width);
      context.moveTo(x, 0);
      context.lineTo(x, size.height);
    }
  }
  context.stroke();
}

function drawDistances(context: CanvasRenderingContext2D, longest: number, width: number, style: CSSStyleDeclaration, language: string): void {
  const format = new Intl.NumberFormat(language);
  context.save();
  context.font = `11px ${style.fontFamily}`;
  context.fillStyle = style.getPropertyValue("--quiet");
  context.textAlign = "center";
  for (let distance = 0; distance <= longest; distance = distance === 0 ? 1 : distance * 4) {
    const x = RULER.left + pixelOfDistance(distance, width, Math.max(1, longest));
    context.fillRect(x, RULER.top - 8, 1, 8);
    context.fillText(distance === 0 ? "0" : `−${format.format(distance)}`, x, RULER.top - 16);
  }
  context.restore();
}
