/** Whether the server answered when it was last asked. One for the whole page. */
class Reachability {
  #away = false;
  #listeners = new Set<() => void>();

  get away(): boolean {
    return this.#away;
  }

  note(away: boolean): void {
    if (away === this.#away) return;
    this.#away = away;
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const reachability = new Reachability();
