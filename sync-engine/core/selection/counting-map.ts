/** Rows of which it is counted how many have been handed out one by one. */
export class CountingMap<Key, Row> extends Map<Key, Row> {
  handedOut = 0;

  override *values(): MapIterator<Row> {
    for (const row of super.values()) {
      this.handedOut += 1;
      yield row;
    }
  }
}
