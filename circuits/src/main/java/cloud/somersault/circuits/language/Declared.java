package cloud.somersault.circuits.language;

import cloud.somersault.circuits.ClassicalRegister;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The qubits and classical registers that a program has declared so far. */
final class Declared {
    private final ReadLimits limits;
    private final List<ClassicalRegister> registers = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Integer> numbers = new ArrayList<>();
    private int qubits;
    private int chipSize;
    private int bits;
    private boolean virtual;
    private boolean physical;

    Declared(ReadLimits limits) {
        this.limits = limits;
    }

    /** The name, or the first of its variants that no register has. */
    String freeName(String wanted) {
        String name = wanted;
        for (int i = 1; taken.contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    int qubits() {
        return qubits;
    }

    int bits() {
        return bits;
    }

    boolean physical() {
        return physical;
    }

    List<ClassicalRegister> registers() {
        return registers;
    }

    /** Every qubit that there is. */
    List<Integer> allQubits() {
        return IntStream.range(0, qubits).boxed().toList();
    }

    List<Integer> register(long size, int at) {
        if (physical) {
            throw mixed(at);
        }
        virtual = true;
        requireSize(size, at);
        if (qubits + size > limits.qubitsMax()) {
            throw tooManyQubits(at);
        }
        int first = qubits;
        qubits += (int) size;
        return IntStream.range(first, qubits).mapToObj(this::number).toList();
    }

    int physical(long qubit, int at) {
        if (virtual) {
            throw mixed(at);
        }
        physical = true;
        int most = chipSize > 0 ? chipSize : limits.qubitsMax();
        if (!(qubit >= 0 && qubit < most)) {
            throw chipSize > 0
                    ? new ProgramError(
                            "index-out-of-range", at, "the chip has " + chipSize + " qubits")
                    : tooManyQubits(at);
        }
        qubits = Math.max(qubits, (int) qubit + 1);
        return number((int) qubit);
    }

    /** The chip has so many qubits, whichever of them the program names. */
    void chip(int size, int at) {
        if (virtual) {
            throw mixed(at);
        }
        if (size > limits.qubitsMax()) {
            throw tooManyQubits(at);
        }
        physical = true;
        chipSize = size;
        qubits = Math.max(qubits, size);
    }

    List<Integer> bits(String name, long size, int at) {
        requireSize(size, at);
        if (bits + size > limits.bitsMax()) {
            throw ProgramError.limit(
                    "too-many-bits",
                    at,
                    "more than " + limits.bitsMax() + " classical bits",
                    "measure only what is needed");
        }
        int first = bits;
        bits += (int) size;
        taken.add(name);
        registers.add(new ClassicalRegister(name, first, (int) size));
        return IntStream.range(first, bits).mapToObj(this::number).toList();
    }

    private static void requireSize(long size, int at) {
        if (!(size >= 1)) {
            throw new ProgramError("empty-register", at, "a register has at least one element");
        }
    }

    /** One object for each number, however often it is named. */
    private Integer number(int value) {
        while (numbers.size() <= value) {
            numbers.add(numbers.size());
        }
        return numbers.get(value);
    }

    private ProgramError tooManyQubits(int at) {
        return ProgramError.limit(
                "too-many-qubits",
                at,
                "more than " + limits.qubitsMax() + " qubits",
                "no target has that many");
    }

    private static ProgramError mixed(int at) {
        return new ProgramError(
                "mixed-qubits",
                at,
                "a program names either declared qubits or the chip's own ($0, $1, ...), not both",
                "replace one kind by the other");
    }
}
