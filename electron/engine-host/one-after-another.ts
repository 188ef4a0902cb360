/** Lets calls act one after another, in the order in which they come; each ends as it does by itself. */
export function oneAfterAnother(): <Value>(act: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    // Whoever asked for it hears of a failure; the next one has its turn all the same.
    last = turn.catch(() => {});
    return turn;
  };
}
