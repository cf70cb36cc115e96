// Where the address of the viewer is kept: behind `#` of the window, or in the notebook's trait `at`.

/** A place that holds one address; `push` leaves the old one to Back, `replace` does not. */
export interface History {
  read(): string;
  push(address: string): void;
  replace(address: string): void;
  /** Tells of an address that came from outside (Back, a link, Python); returns what ends it. */
  listen(told: (address: string) => void): () => void;
}

/** The window's own address. */
export const ofWindow = (start: string): History => ({
  read: () => location.hash.slice(1) || start,
  push: (address) => history.pushState(null, "", `#${address}`),
  replace: (address) => history.replaceState(null, "", `#${address}`),
  listen(told) {
    const changed = (): void => told(location.hash.slice(1) || start);
    addEventListener("popstate", changed);
    return () => removeEventListener("popstate", changed);
  },
});

/** An address of nobody else's: a page in a notebook's frame may not change the one of its window. */
export function ofMemory(start: string): History {
  let address = start;
  const write = (next: string): void => { address = next; };
  return { read: () => address, push: write, replace: write, listen: () => () => undefined };
}
