// Scrolling to a word.

/** Scroll a box of running text, and nothing around it, so that a token of it is seen. */
export function reveal(box: HTMLElement | undefined, token: number): void {
  const word = box?.querySelector(`[data-token="${token}"]`)?.getBoundingClientRect(), frame = box?.getBoundingClientRect();
  if (box && word && frame && (word.top < frame.top || word.bottom > frame.bottom)) box.scrollTop += word.top - frame.top - (frame.height - word.height) / 2;
}
