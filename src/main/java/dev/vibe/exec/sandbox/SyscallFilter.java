package dev.vibe.exec.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Filter of system calls for bubblewrap, as the kernel takes it: what leads past the view of files
 * and network is refused. Those are the keys of the user's session, which no namespace hides,
 * sockets of the machine that this one is a guest of, rings of calls that nobody looks at, and what
 * types into a terminal. See seccomp(2).
 */
final class SyscallFilter {

  private static final int LOAD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_NOT_LESS = 0x35;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;

  /** As if it was not permitted. */
  private static final int REFUSE = 0x00050001;

  /** Where the kernel puts what a call is, and the lower half of what it is given. */
  private static final int NUMBER = 0;

  private static final int MACHINE = 4;
  private static final int FIRST = 16;
  private static final int SECOND = 24;

  private static final int VSOCK = 40;
  private static final List<Integer> TYPING = List.of(0x5412, 0x541C);

  /** Numbers from here on mean the same calls once more, on machines of the first kind. */
  private static final int OTHER_NUMBERS = 0x40000000;

  /** The rings have the same number everywhere. */
  private static final List<Integer> RINGS = List.of(425, 426, 427);

  /**
   * Kind of machine.
   *
   * @param keys numbers of the calls for keys
   */
  private record Machine(int id, List<Integer> keys, int socket, int ioctl) {}

  private static final List<Machine> MACHINES =
      List.of(
          new Machine(0xC000003E, List.of(248, 249, 250), 41, 16), // x86-64
          new Machine(0xC00000B7, List.of(217, 218, 219), 198, 29), // AArch64
          new Machine(0x40000003, List.of(286, 287, 288), 359, 54)); // x86, which x86-64 runs too

  private final List<int[]> instructions = new ArrayList<>();

  private SyscallFilter() {}

  /** The program. Other machines than those known have none of it. */
  static byte[] bytes() {
    SyscallFilter filter = new SyscallFilter();
    filter.add(LOAD, 0, 0, MACHINE);
    for (Machine machine : MACHINES) {
      SyscallFilter block = of(machine);
      filter.add(JUMP_IF_EQUAL, 0, block.instructions.size(), machine.id());
      filter.instructions.addAll(block.instructions);
    }
    filter.add(RETURN, 0, 0, ALLOW);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 * filter.instructions.size()).order(ByteOrder.nativeOrder());
    for (int[] each : filter.instructions) {
      bytes.putShort((short) each[0]);
      bytes.put((byte) each[1]).put((byte) each[2]).putInt(each[3]);
    }
    return bytes.array();
  }

  private static SyscallFilter of(Machine machine) {
    SyscallFilter block = new SyscallFilter();
    block.add(LOAD, 0, 0, NUMBER);
    block.refuse(JUMP_IF_NOT_LESS, OTHER_NUMBERS);
    for (List<Integer> refused : List.of(machine.keys(), RINGS)) {
      refused.forEach(number -> block.refuse(JUMP_IF_EQUAL, number));
    }
    block.refuseWith(machine.socket(), FIRST, List.of(VSOCK));
    block.refuseWith(machine.ioctl(), SECOND, TYPING);
    block.add(RETURN, 0, 0, ALLOW);
    return block;
  }

  private void add(int code, int ifSo, int ifNot, int value) {
    instructions.add(new int[] {code, ifSo, ifNot, value});
  }

  private void refuse(int jump, int value) {
    add(jump, 0, 1, value);
    add(RETURN, 0, 0, REFUSE);
  }

  private void refuseWith(int number, int place, List<Integer> values) {
    add(JUMP_IF_EQUAL, 0, 2 + 2 * values.size(), number);
    add(LOAD, 0, 0, place);
    values.forEach(value -> refuse(JUMP_IF_EQUAL, value));
    add(RETURN, 0, 0, ALLOW);
  }
}
