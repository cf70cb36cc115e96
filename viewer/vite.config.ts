import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// One module for all three hosts: the page holds it inline, the local server serves it, the notebook imports it.
export default defineConfig({
  // "tree": elements are made one by one, so that no text is ever read as HTML and the policy of the page holds.
  plugins: [svelte({ compilerOptions: { fragments: "tree", runes: true } })],
  build: {
    outDir: "../src/headscope/show/static",
    emptyOutDir: false,
    copyPublicDir: false,
    cssCodeSplit: false,
    modulePreload: false,
    target: "es2022",
    lib: { entry: "src/hosts/entry.ts", formats: ["es"], fileName: () => "viewer.js", cssFileName: "viewer" },
  },
});
