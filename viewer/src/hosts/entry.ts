// The one module of all three hosts. A page that holds `headscope-start` is opened at once; a notebook calls `render`.
import { mount, unmount } from "svelte";

import { inlined } from "../data/inside";
import { served, type DataSource } from "../data/source";
import type { Start } from "../data/types";
import App from "../panels/App.svelte";
import { ofMemory, ofWindow, type History } from "../state/history";
import { Viewer } from "../state/viewer.svelte";
import { kernelOf, ofTrait, type Model } from "./kernel";
import "../panels/tokens.css";

function open(target: HTMLElement, source: DataSource, start: Start, history: History): () => void {
  const app = mount(App, { target, props: { viewer: new Viewer(source, start, history) } });
  return () => void unmount(app);
}

const island = document.getElementById("headscope-start");
const target = document.getElementById("headscope");
if (island && target) {
  const start = JSON.parse(island.textContent ?? "") as Start;
  const source = start.host === "page" ? inlined(start.answers) : served(new URL(".", document.baseURI).href);
  open(target, source, start, location.protocol === "about:" ? ofMemory(start.at) : ofWindow(start.at));
}

/** What anywidget calls for each output cell. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  // Else JupyterLab takes our keys for its own: `x` would cut the cell. Since 4.6 it asks what has the focus, not its parents.
  el.addEventListener("focusin", (event) => (event.target as HTMLElement).setAttribute("data-lm-suppress-shortcuts", "true"));
  return open(el, kernelOf(model), JSON.parse(model.get("start") as string) as Start, ofTrait(model));
}

export default { render };
