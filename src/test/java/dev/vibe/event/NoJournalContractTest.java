package dev.vibe.event;

class NoJournalContractTest extends JournalContract {

  @Override
  protected Journal journal() {
    return Journal.none();
  }
}
