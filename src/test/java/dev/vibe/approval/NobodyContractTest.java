package dev.vibe.approval;

/** Where nobody is there, nobody can be willing. */
class NobodyContractTest extends ApproverContract {

  @Override
  protected Approver abandoned() {
    return Approver.nobody();
  }

  @Override
  protected Approver willing() {
    return Approver.nobody();
  }
}
