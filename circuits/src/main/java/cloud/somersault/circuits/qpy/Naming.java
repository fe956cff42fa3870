package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.GateNames;
import cloud.somersault.circuits.language.Language;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Names for a program that can't be mistaken for anything else in it. */
final class Naming {
    private static final int LENGTH_MAX = 40;
    private static final Set<String> TAKEN = taken();

    private final Set<String> used = new HashSet<>();

    private static Set<String> taken() {
        var taken =
                GateNames.composites(Language.OPENQASM_3).stream()
                        .map(GateNames.Composite::name)
                        .collect(Collectors.toSet());
        for (var gate : Gate.values()) {
            taken.addAll(GateNames.of(gate, Language.OPENQASM_3));
        }
        taken.addAll(
                Arrays.asList(
                        ("OPENQASM include defcalgrammar cal defcal extern def gate box let break"
                                        + " continue if else end return for while in switch case default"
                                        + " pragma input output const readonly mutable qreg qubit creg bool"
                                        + " bit int uint float angle complex array void duration stretch"
                                        + " gphase inv pow ctrl negctrl durationof delay reset measure"
                                        + " barrier nop im true false pi tau euler arccos arcsin arctan"
                                        + " ceiling cos exp floor log mod popcount real imag rotl rotr sin"
                                        + " sizeof sqrt tan dim q")
                                .split(" ")));
        return Set.copyOf(taken);
    }

    /**
     * The client's own name where it can stand, otherwise one like it.
     *
     * @param kind one letter, for a name that can't stand as it is
     */
    String like(String name, char kind) {
        if (name.matches("[A-Za-z][A-Za-z0-9_]{0," + (LENGTH_MAX - 1) + "}")
                && !TAKEN.contains(name)
                && used.add(name)) {
            return name;
        }
        var clean = name.substring(0, Math.min(name.length(), LENGTH_MAX));
        clean = clean.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        int number = used.size();
        var other = kind + "" + number + (clean.isEmpty() ? "" : "_" + clean);
        while (!used.add(other)) {
            other += "_";
        }
        return other;
    }
}
