// A list of buttons is one stop of Tab; arrows, Home and End lead through it.

/** For `use:roving` on the list. */
export function roving(list: HTMLElement): { destroy(): void } {
  const buttons = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("button")];
  function stopAt(chosen: HTMLElement | undefined): void {
    for (const button of buttons()) button.tabIndex = button === chosen ? 0 : -1;
  }
  function moved(event: KeyboardEvent): void {
    const all = buttons(), at = all.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
  }
  const focused = (event: FocusEvent): void => stopAt(event.target as HTMLElement);
  const watch = new MutationObserver(() => stopAt(buttons().find((button) => button.tabIndex === 0) ?? buttons()[0]));
  watch.observe(list, { childList: true, subtree: true });
  list.addEventListener("keydown", moved);
  list.addEventListener("focusin", focused);
  stopAt(buttons()[0]);
  return {
    destroy() {
      watch.disconnect();
      list.removeEventListener("keydown", moved);
      list.removeEventListener("focusin", focused);
    },
  };
}
