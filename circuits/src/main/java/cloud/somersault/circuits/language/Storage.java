package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Classical bits for what is known only while the program runs: the bits of blocks and subroutines,
 * and variables from where they get such a value. A declaration has the same bits however often it
 * is met; calls within one statement have bits of their own, because the results of all of them are
 * needed.
 */
final class Storage {
    /** Of an integer without a width. */
    private static final int WIDTH_USUAL = 32;

    private final Declared declared;
    private final Map<Site, List<Integer>> sites = new HashMap<>();
    private String path = "";

    /** How many loops on measured values are around the present statement. */
    private int loops;

    Storage(Declared declared) {
        this.declared = declared;
    }

    private record Site(String path, String name, long size, int at) {}

    /**
     * @param fresh whether they are 0 because nothing can have written to them
     */
    record Place(List<Integer> bits, boolean fresh) {}

    Place take(String name, long size, int at) {
        var site = new Site(path, name, size, at);
        var known = sites.get(site);
        if (known != null) {
            return new Place(known, false);
        }
        var bits = declared.bits(declared.freeName(name), size, at);
        sites.put(site, bits);
        return new Place(bits, loops == 0);
    }

    /** The bits of what is called inside are not those of other calls in the same statement. */
    String enterCall(int ordinal) {
        String before = path;
        path = path + "/" + ordinal;
        return before;
    }

    void leaveCall(String before) {
        path = before;
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    /** How many bits a variable takes. */
    static int width(Symbol.Variable variable, int at) {
        return switch (variable.kind()) {
            case BOOL -> 1;
            case BIT -> Math.max(1, variable.width());
            case INT, UINT -> variable.width() == 0 ? WIDTH_USUAL : variable.width();
            case FLOAT, ANGLE, COMPLEX, DURATION ->
                    throw new ProgramError(
                            "unsupported-assignment",
                            at,
                            Source.quoted(variable.name())
                                    + " would hold a value that is known only at run time",
                            "only bit, bool, int and uint can hold what is measured");
        };
    }

    /** Moves a variable into bits, with the value that it has. */
    void keep(Symbol.Variable variable, int at, Emission to) {
        if (!variable.bits().isEmpty()) {
            return;
        }
        int width = width(variable, at);
        var place = take(variable.name(), width, variable.at());
        var present = MeasuredNumbers.bits(MeasuredNumbers.word(variable.value(), at), width);
        variable.keepIn(place.bits(), read(variable.kind(), place.bits()));
        for (int i = 0; i < width; i++) {
            boolean one = ((Condition.Constant) present.get(i)).value();
            if (one || !place.fresh()) {
                to.add(new Operation.Assign(place.bits().get(i), Logic.of(one)));
            }
        }
    }

    /** Moves a variable into bits that are about to be written, unless it lies in bits already. */
    void keepUnset(Symbol.Variable variable) {
        if (variable.bits().isEmpty()) {
            int width = width(variable, variable.at());
            var place = take(variable.name(), width, variable.at());
            variable.keepIn(place.bits(), read(variable.kind(), place.bits()));
        }
    }

    static void measure(List<Integer> qubits, List<Integer> bits, int at, Emission to) {
        if (to.keepsPhases()) {
            throw new ProgramError("not-unitary", at, "only gates can be controlled or inverted");
        }
        for (int i = 0; i < qubits.size(); i++) {
            to.at(at).add(new Operation.Measure(qubits.get(i), bits.get(i)));
        }
    }

    /** Bits as a value of that type. */
    static Value read(Type.Kind kind, List<Integer> bits) {
        return switch (kind) {
            case BOOL -> new Value.Test(Condition.bit(bits.getFirst()));
            case INT -> new Value.Word(bits.stream().map(Condition::bit).toList(), true);
            default -> new Value.Measured(bits, bits.size() == 1 && kind == Type.Kind.BIT);
        };
    }

    /** Writes to several bits as if at once: a bit is written when nobody needs its old value. */
    static void write(List<Integer> bits, List<Condition> values, int at, Emission to) {
        if (to.keepsPhases()) {
            throw new ProgramError("not-unitary", at, "only gates can be controlled or inverted");
        }
        var waiting = new ArrayList<Integer>();
        for (int i = 0; i < bits.size(); i++) {
            Logic.requireSmall(values.get(i), at);
            if (!values.get(i).equals(Condition.bit(bits.get(i)))) {
                waiting.add(i);
            }
        }
        if (waiting.size() == 1) {
            int only = waiting.getFirst();
            to.at(at).add(new Operation.Assign(bits.get(only), values.get(only)));
            return;
        }
        var needed = new HashMap<Integer, Integer>();
        for (int i : waiting) {
            readers(bits.get(i), values.get(i)).forEach(bit -> needed.merge(bit, 1, Integer::sum));
        }
        while (!waiting.isEmpty()) {
            int next = -1;
            for (int k = waiting.size() - 1; k >= 0 && next < 0; k--) {
                if (needed.getOrDefault(bits.get(waiting.get(k)), 0) == 0) {
                    next = k;
                }
            }
            if (next < 0) {
                throw new ProgramError(
                        "circular-assignment",
                        at,
                        "these bits change places with each other",
                        "assign them to another register first");
            }
            int i = waiting.remove(next);
            to.at(at).add(new Operation.Assign(bits.get(i), values.get(i)));
            readers(bits.get(i), values.get(i)).forEach(bit -> needed.merge(bit, -1, Integer::sum));
        }
    }

    /** The bits that a value needs, but for the one that it is written to. */
    private static java.util.Set<Integer> readers(int own, Condition value) {
        var bits = new java.util.HashSet<Integer>();
        value.eachBit(bits::add);
        bits.remove(own);
        return bits;
    }
}
