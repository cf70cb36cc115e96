// The tiles of one head on one text: what is there, what is on its way, and how they are drawn, coarse below fine.
import { decode, type Matrix } from "../data/decode";
import { path, NoAnswer, type DataSource } from "../data/source";
import type { Missing, TilePayload } from "../data/types";
import { TILE } from "./fit";
import { canvasOf, pixelsOf } from "./picture";
import type { Look } from "./ramp";
import { pixelAt, tilesOf, type Extent, type Size, type TilePlace, type View } from "./zoom";

interface Held {
  readonly matrix: Matrix;
  readonly isExact: boolean;
  readonly isCoded: boolean;
  painted: HTMLCanvasElement | null;
  look: Look | null;
}

const KEPT = 256; // tiles that are held, decoded; each takes 256 KiB
const name = (place: TilePlace): string => `${place.level}/${place.x}/${place.y}`;

/** Tiles of one head, one channel. */
export class TileStore {
  private readonly held = new Map<string, Held>();
  private readonly asked = new Set<string>();
  private waiting = 0;
  private lately: ({ readonly x: number; readonly y: number; readonly held: Held | undefined } | undefined)[] = [];
  /** Why a tile could not be had, the first time. */
  missing: Missing | null = null;
  failed = "";

  constructor(
    private readonly source: DataSource, private readonly place: { readonly run: string; readonly head: string; readonly text: number },
    readonly channel: "peak" | "mass", readonly extent: Extent, readonly levels: { readonly finest: number; readonly highest: number },
    private readonly arrived: () => void,
  ) {}

  /** Ask for the tiles of a view that are not there: the whole first, then its level. */
  want(view: View, level: number): void {
    const { highest } = this.levels;
    const wanted = [{ level: highest, x: 0, y: 0 }, ...tilesOf(view, Math.min(level + 2, highest), this.extent), ...tilesOf(view, level, this.extent)];
    for (const tile of wanted) this.ask(tile);
  }

  /** Whether tiles are on their way. */
  get isWaiting(): boolean {
    return this.waiting > 0;
  }

  /** Ask for one tile. */
  ask(tile: TilePlace): void {
    const key = name(tile), { run, head, text } = this.place;
    if (this.held.has(key) || this.asked.has(key)) return;
    this.asked.add(key);
    this.waiting += 1;
    const request = path(run, "tile", head, text, tile.level, tile.x, tile.y, this.channel);
    this.source.get<TilePayload>(request).then(async (answer) => {
      const held = { matrix: await decode(answer.array), isExact: answer.is_exact, isCoded: answer.array.encoding === "log8", painted: null, look: null };
      this.held.set(key, held);
      this.lately = [];
      for (const oldest of this.held.keys()) {
        if (this.held.size <= KEPT) break;
        this.held.delete(oldest);
        this.asked.delete(oldest);
      }
    }).catch((error: unknown) => {
      if (error instanceof NoAnswer) this.missing ??= error.missing;
      else this.failed = String(error);
    }).finally(() => {
      this.waiting -= 1;
      this.arrived();
    });
  }

  /** Draw what is there of a view, coarse first, so that finer tiles lie above. */
  draw(context: CanvasRenderingContext2D, view: View, size: Size, level: number, look: Look): void {
    for (let each = this.levels.highest; each >= level; each--) {
      for (const tile of tilesOf(view, each, this.extent)) {
        const held = this.held.get(name(tile));
        if (held) this.drawTile(context, tile, held, view, size, look);
      }
    }
  }

  private drawTile(context: CanvasRenderingContext2D, tile: TilePlace, held: Held, view: View, size: Size, look: Look): void {
    if (!held.painted || held.look !== look) {
      held.painted = canvasOf(pixelsOf(held.matrix, look));
      held.look = look;
    }
    const cell = 2 ** tile.level, side = TILE * cell;
    const left = pixelAt(tile.x * side, view.keys, size.width), top = pixelAt(tile.y * side, view.rows, size.height);
    const right = pixelAt(tile.x * side + held.matrix.columns * cell, view.keys, size.width), bottom = pixelAt(tile.y * side + held.matrix.rows * cell, view.rows, size.height);
    context.drawImage(held.painted, left, top, right - left, bottom - top);
  }

  /** The finest value that is known of a pair of tokens: its number, the level it is of, and how far it can be trusted. */
  at(query: number, key: number, level = 0): { readonly value: number; readonly level: number; readonly isExact: boolean; readonly isCoded: boolean } | null {
    for (let each = Math.max(level, this.levels.finest); each <= this.levels.highest; each++) {
      const cell = 2 ** each, side = TILE * cell, x = Math.floor(key / side), y = Math.floor(query / side);
      const held = this.heldAt(each, x, y);
      if (!held) continue;
      const row = Math.floor((query - y * side) / cell), column = Math.floor((key - x * side) / cell);
      return { value: held.matrix.values[row * held.matrix.columns + column] ?? NaN, level: each, isExact: held.isExact, isCoded: held.isCoded };
    }
    return null;
  }

  /** The tile, remembered for each level: whoever walks along a row asks for the same one again and again. */
  private heldAt(level: number, x: number, y: number): Held | undefined {
    const last = this.lately[level];
    if (last && last.x === x && last.y === y) return last.held;
    const held = this.held.get(name({ level, x, y }));
    this.lately[level] = { x, y, held };
    return held;
  }

  /** Cells of a view in a level, those that are there, largest first. */
  strongest(view: View, level: number, many: number): readonly { readonly query: number; readonly key: number; readonly value: number; readonly level: number }[] {
    const found = tilesOf(view, level, this.extent).flatMap((tile) => {
      const held = this.held.get(name(tile)), cell = 2 ** level, side = TILE * cell;
      if (!held) return [];
      return Array.from(held.matrix.values, (value, at) => ({
        query: tile.y * side + Math.floor(at / held.matrix.columns) * cell, key: tile.x * side + (at % held.matrix.columns) * cell, value, level,
      })).filter((each) => each.value > 0 && each.query + cell > view.rows.from && each.query < view.rows.to && each.key + cell > view.keys.from && each.key < view.keys.to);
    });
    return found.sort((one, other) => other.value - one.value).slice(0, many);
  }
}
