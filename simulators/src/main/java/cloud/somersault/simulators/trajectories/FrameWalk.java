package cloud.somersault.simulators.trajectories;

import java.util.List;

/**
 * Carries the errors of a shot through a program: which signs turn, and which readings. The Pauli
 * operator on its way is two masks over the qubits, where it has an X and where it has a Z (both: a
 * Y).
 */
final class FrameWalk {
    /** Instead of a bit: nobody has looked yet. */
    static final byte UNKNOWN = -1;

    /** Instead of a bit: what may decay has not. */
    static final byte STAYED = 2;

    private final List<FrameProgram.Place> places;
    private final FrameProgram.Op[] ops;

    /** The operator of the circuit itself before each operation. */
    private final int[] ownX;

    private final int[] ownZ;

    /** Where the chance of each place stands. */
    private final int[] chanceAt;

    private final int[] layerOfSign;

    /** The signs of a shot without errors. */
    final long[] own;

    final int ownReadings;

    /** The first layer that has something else than a shot without errors. */
    int firstLayer;

    /** Which readings are turned over. */
    int readings;

    /** The signs of the shot: bit s of the words is set where sign s is turned. */
    final long[] signs;

    /** Resets and decays of the history: their index in it, and X on the qubit before it. */
    int events;

    int[] eventAt = new int[8];
    boolean[] eventX = new boolean[8];

    FrameWalk(FrameProgram program) {
        places = program.places();
        ops = program.ops().toArray(FrameProgram.Op[]::new);
        signs = new long[(program.signs() >> 6) + 1];
        own = new long[signs.length];
        ownX = new int[ops.length + 1];
        ownZ = new int[ops.length + 1];
        chanceAt = new int[places.size()];
        layerOfSign = new int[program.signs()];
        int x = 0;
        int z = 0;
        for (int i = 0; i < ops.length; i++) {
            ownX[i] = x;
            ownZ[i] = z;
            switch (ops[i]) {
                case FrameProgram.Chance(int place) -> chanceAt[place] = i;
                case FrameProgram.Rz rz when rz.sign() >= 0 -> layerOfSign[rz.sign()] = rz.layer();
                case FrameProgram.Ry ry when ry.sign() >= 0 -> layerOfSign[ry.sign()] = ry.layer();
                case FrameProgram.Cp cp -> {
                    layerOfSign[cp.sign()] = cp.layer();
                    layerOfSign[cp.sign() + 1] = cp.layer();
                }
                case FrameProgram.Shrink shrink -> layerOfSign[shrink.sign()] = shrink.layer();
                case FrameProgram.Rz _,
                        FrameProgram.Ry _,
                        FrameProgram.Fixed _,
                        FrameProgram.Cz _ -> {}
            }
            long next = pass(ops[i], x, z, own);
            x = (int) next;
            z = (int) (next >>> 32);
        }
        ownX[ops.length] = x;
        ownZ[ops.length] = z;
        ownReadings = x;
    }

    /**
     * Walks a history.
     *
     * @param found what its resets and decays found the qubit in (in the state as it is kept, not
     *     as the operator on the way makes it), by their order; what is unknown or left out counts
     *     as 0, or as no decay
     */
    void walk(ErrorHistory history, byte[] found) {
        System.arraycopy(own, 0, signs, 0, own.length);
        events = 0;
        firstLayer = Integer.MAX_VALUE;
        readings = ownReadings;
        if (history.count == 0) {
            return;
        }
        int begin = chanceAt[history.place[0]];
        int x = ownX[begin];
        int z = ownZ[begin];
        int next = 0;
        for (int i = begin; i < ops.length; i++) {
            if (ops[i] instanceof FrameProgram.Chance(int place)) {
                if (next < history.count && history.place[next] == place) {
                    long after =
                            happen(
                                    history,
                                    next++,
                                    x,
                                    z,
                                    events < found.length ? found[events] : UNKNOWN);
                    x = (int) after;
                    z = (int) (after >>> 32);
                }
            } else {
                long after = pass(ops[i], x, z, signs);
                x = (int) after;
                z = (int) (after >>> 32);
            }
            if (next == history.count && x == ownX[i + 1] && z == ownZ[i + 1]) {
                break; // from here on as without errors
            }
            if (i + 1 == ops.length) {
                readings = x;
            }
        }
        for (int word = 0; word < signs.length; word++) {
            for (long left = signs[word] ^ own[word]; left != 0; left &= left - 1) {
                int sign = (word << 6) + Long.numberOfTrailingZeros(left);
                firstLayer = Math.min(firstLayer, layerOfSign[sign]);
            }
        }
    }

    /**
     * Whether a walk goes another way now that this has been found than when it was unknown. In a
     * long wait most decays find nothing, and each walk is as long as the program.
     */
    static boolean changes(FrameProgram.EventPlace place, byte found) {
        return switch (place) {
            case FrameProgram.ResetPlace _ -> found == 1;
            case FrameProgram.DecayPlace _ -> found != STAYED;
        };
    }

    private long happen(ErrorHistory history, int index, int x, int z, int found) {
        int what = history.what[index];
        return switch (places.get(history.place[index])) {
            case FrameProgram.PauliPlace pauli -> {
                int xs = flips(what & 3) << pauli.first() | flips(what >> 2) << pauli.second();
                int zs = phases(what & 3) << pauli.first() | phases(what >> 2) << pauli.second();
                yield both(x ^ xs, z ^ zs);
            }
            case FrameProgram.ResetPlace reset -> {
                int bit = 1 << reset.qubit();
                if (what != ErrorHistory.RESET) {
                    yield both(x, z ^ bit);
                }
                event(index, reset.layer(), (x & bit) != 0);
                yield both(found == 1 ? x | bit : x & ~bit, z & ~bit);
            }
            case FrameProgram.DecayPlace decay -> {
                int bit = 1 << decay.qubit();
                boolean turned = (x & bit) != 0;
                event(index, decay.layer(), turned);
                // Excited means 1 after the operator on the way: the bit that is kept, turned.
                boolean decayed = found != UNKNOWN && found != STAYED;
                yield decayed ? both(found == 1 ? x | bit : x & ~bit, z & ~bit) : both(x, z);
            }
        };
    }

    private void event(int index, int layer, boolean turned) {
        if (events == eventAt.length) {
            eventAt = java.util.Arrays.copyOf(eventAt, 2 * events);
            eventX = java.util.Arrays.copyOf(eventX, 2 * events);
        }
        eventAt[events] = index;
        eventX[events++] = turned;
        firstLayer = Math.min(firstLayer, layer);
    }

    private static int flips(int pauli) {
        return pauli == 1 || pauli == 2 ? 1 : 0;
    }

    private static int phases(int pauli) {
        return pauli >> 1;
    }

    private static long both(int x, int z) {
        return x & 0xFFFFFFFFL | (long) z << 32;
    }

    /** The operator after an operation; sets the operation's signs. */
    private static long pass(FrameProgram.Op op, int x, int z, long[] signs) {
        switch (op) {
            case FrameProgram.Rz rz -> {
                int turned = x >>> rz.qubit() & 1;
                if (rz.quarter()) {
                    z ^= turned << rz.qubit();
                } else {
                    set(signs, rz.sign(), turned);
                }
            }
            case FrameProgram.Ry ry -> {
                int differ = (x ^ z) >>> ry.qubit() & 1;
                if (ry.sign() < 0) {
                    x ^= differ << ry.qubit();
                    z ^= differ << ry.qubit();
                } else {
                    set(signs, ry.sign(), differ);
                }
            }
            case FrameProgram.Fixed(int qubit, boolean flip, boolean phase) -> {
                x ^= (flip ? 1 : 0) << qubit;
                z ^= (phase ? 1 : 0) << qubit;
            }
            case FrameProgram.Cz(int first, int second, _) ->
                    z ^= (x >>> first & 1) << second ^ (x >>> second & 1) << first;
            case FrameProgram.Cp cp -> {
                set(signs, cp.sign(), x >>> cp.first() & 1);
                set(signs, cp.sign() + 1, x >>> cp.second() & 1);
            }
            case FrameProgram.Shrink shrink -> set(signs, shrink.sign(), x >>> shrink.qubit() & 1);
            case FrameProgram.Chance _ -> {}
        }
        return both(x, z);
    }

    private static void set(long[] signs, int sign, int value) {
        signs[sign >> 6] = signs[sign >> 6] & ~(1L << sign) | (long) value << sign;
    }
}
