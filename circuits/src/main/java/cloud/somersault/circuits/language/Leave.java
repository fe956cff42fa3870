package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Operation;
import java.util.OptionalInt;

/**
 * A way out of a loop, a subroutine or the program that measured values decide: a bit that is 1
 * from where it was taken. What would have been left out asks for it first.
 */
final class Leave {
    private final String name;
    private final int at;
    private final Emission home;
    private final Emission.Anchor begin;
    private OptionalInt bit = OptionalInt.empty();

    /**
     * None has been taken yet.
     *
     * @param name of its bit, should it need one
     * @param at what is left
     * @param home where that begins, now
     */
    Leave(String name, int at, Emission home) {
        this.name = name;
        this.at = at;
        this.home = home;
        begin = home.anchor();
    }

    /** Takes it. */
    void take(Storage storage, int from, Emission to) {
        if (bit.isEmpty()) {
            var place = storage.take(name, 1, at);
            bit = OptionalInt.of(place.bits().getFirst());
            if (!place.fresh()) {
                home.insert(begin, new Operation.Assign(bit.getAsInt(), Logic.FALSE));
            }
        }
        to.at(from).add(new Operation.Assign(bit.getAsInt(), Logic.TRUE));
    }

    /** Whether anything takes it. */
    boolean isTaken() {
        return bit.isPresent();
    }

    /** That it has not been taken. */
    Condition open() {
        return bit.isPresent() ? Logic.not(Condition.bit(bit.getAsInt())) : Logic.TRUE;
    }

    /** Nothing takes it any more. */
    void close() {
        home.release(begin);
    }
}
