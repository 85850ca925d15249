/** Something about the page as a whole that is so or not so, and those who want to know when it changes. */
export class Flag {
  #on = false;
  #listeners = new Set<() => void>();

  get = (): boolean => this.#on;

  set(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
