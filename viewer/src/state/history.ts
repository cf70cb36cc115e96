// Where the address of the viewer is kept: behind `#` of the window, or in the notebook's trait `at`.

/** A place that holds one address; `push` leaves the old one to Back, `replace` does not. */
export interface History {
  read(): string;
  push(address: string): void;
  replace(address: string): void;
  /** To the address before, where there is one. */
  back(): void;
  /** Tells of an address that came from outside (Back, a link, Python); returns what ends it. */
  listen(told: (address: string) => void): () => void;
}

/** The window's own address. */
export const ofWindow = (start: string): History => ({
  read: () => location.hash.slice(1) || start,
  push: (address) => history.pushState(null, "", `#${address}`),
  replace: (address) => history.replaceState(null, "", `#${address}`),
  back: () => history.back(),
  listen(told) {
    const changed = (): void => told(location.hash.slice(1) || start);
    addEventListener("popstate", changed);
    return () => removeEventListener("popstate", changed);
  },
});

/** An address of nobody else's: a page in a notebook's frame may not change the one of its window. */
export function ofMemory(start: string): History {
  let address = start, heard: ((address: string) => void) | null = null;
  return withBack({
    read: () => address,
    write: (next) => { address = next; },
    listen(told) {
      heard = told;
      return () => { heard = null; };
    },
    tell: (next) => heard?.(next),
  });
}

/** A history over a place that remembers only one address: the earlier ones are kept here, and Back leads through them. */
export function withBack(place: {
  read(): string; write(address: string): void; listen: History["listen"]; tell(address: string): void;
}): History {
  const past: string[] = [];
  return {
    read: place.read,
    push(address) {
      past.push(place.read());
      place.write(address);
    },
    replace: place.write,
    back() {
      const address = past.pop();
      if (address === undefined) return;
      place.write(address);
      place.tell(address);
    },
    listen: place.listen,
  };
}
