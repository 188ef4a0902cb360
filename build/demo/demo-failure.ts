/** The demo cannot go on; told to the person in front of it. */
export class DemoFailure extends Error {
  readonly german: string;

  constructor(german: string, english: string) {
    super(english);
    this.german = german;
  }
}
