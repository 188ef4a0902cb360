/** Decides whether the window is asked before the program ends from the tray. */
export class QuitQuestion {
  #hasUnsaved = false;
  #isUnanswered = false;

  /** The window has said whether something in it is not saved. */
  note(hasUnsaved: boolean): void {
    this.#hasUnsaved = hasUnsaved;
    this.#isUnanswered = false;
  }

  /** What the page held is gone with it. */
  forgetPage(): void {
    this.note(false);
  }

  /**
   * True when the window has to ask a person first; it answers with `note`. A window that has not answered is not asked
   * again: one that hangs keeps nobody from quitting.
   */
  mustAsk(): boolean {
    const mustAsk = this.#hasUnsaved && !this.#isUnanswered;
    this.#isUnanswered = mustAsk;
    return mustAsk;
  }
}
