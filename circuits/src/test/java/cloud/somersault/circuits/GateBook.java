package cloud.somersault.circuits;

import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.compiler.NativeForm;
import cloud.somersault.circuits.drawing.TextDrawing;
import cloud.somersault.circuits.language.GateNames;
import cloud.somersault.circuits.language.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints {@code docs/gates.md} from the registry. */
final class GateBook {
    private static final Map<Language, String> LANGUAGES = languages();
    private static final double QUARTER = Math.PI / 4;

    private final StringBuilder text = new StringBuilder();

    private GateBook() {}

    static String print() {
        var book = new GateBook();
        book.introduction();
        book.overview();
        for (var gate : Gate.values()) {
            book.chapter(gate);
        }
        book.composites();
        return book.text.toString();
    }

    private static Map<Language, String> languages() {
        var names = new LinkedHashMap<Language, String>();
        names.put(Language.OPENQASM_3, "OpenQASM 3");
        names.put(Language.OPENQASM_2, "OpenQASM 2");
        names.put(Language.ORIGINIR, "OriginIR");
        return names;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void introduction() {
        text.append(
                """
                # The gates

                Printed from the registry (`Gate`), never written by hand: every fact below is
                computed from the same matrices that the engines use, and tested as a law. To print
                it again after a change of the registry:

                    %s

                - Angles are in radians. Operands are numbered q0, q1, q2; controls come first.
                - q0 is the least significant bit of a row or column: the rows of a two-qubit gate
                  are |q1 q0> = |00>, |01>, |10>, |11>. In formulas a space multiplies.
                - On the chip a pulse (one U3) takes 30 ns and a CZ 40 ns; RZ is virtual: no time,
                  no error. The cost is that of the gate alone, before anything is merged with its
                  neighbours, at angles without luck.
                - Clifford gates are what the stabilizer engine runs on thousands of qubits. The
                  tableau says what becomes of X and Z on each operand: U X0 U^dagger and so on.
                - The shift rule gives the exact derivative of an expectation value f by a parameter
                  from values at shifted parameters. Under further controls the two-term rule of a
                  rotation becomes the four-term rule of `crx`.

                """
                        .formatted(GateBookTest.COMMAND));
    }

    private void overview() {
        line("| gate | operands | parameters | pulses | CZ | Clifford | diagonal | what it is |");
        line("|---|---|---|---|---|---|---|---|");
        for (var gate : Gate.values()) {
            var cost = NativeForm.of(sample(gate));
            var cells =
                    List.of(
                            "[`" + gate.id() + "`](#" + gate.id() + ")",
                            "" + gate.qubits(),
                            String.join(", ", gate.parameters()),
                            "" + cost.pulses(),
                            "" + cost.czGates(),
                            clifford(gate),
                            gate.isAlwaysDiagonal() ? "yes" : "",
                            gate.documentation().replace("|", "\\|"));
            line("| " + String.join(" | ", cells) + " |");
        }
        line("");
    }

    private void chapter(Gate gate) {
        line("## " + gate.id());
        line("");
        line("`" + call(gate) + "`: " + gate.documentation() + ".");
        line("");
        gate.formula().toString().lines().forEach(row -> line("    " + row));
        line("");
        line("- Inverse: " + inverse(gate) + ".");
        line("- On the chip: " + cost(NativeForm.of(sample(gate))) + ".");
        line("- Clifford: " + clifford(gate) + tableau(gate) + ".");
        for (int i = 0; i < gate.parameters().size(); i++) {
            line("- Shift rule of " + gate.parameters().get(i) + ": " + rule(gate, i) + ".");
        }
        line("- Names: " + names(gate) + ".");
        line("");
        if (gate.parameters().isEmpty() && gate.qubits() > 1 && gate != Gate.CZ) {
            line("On the chip, before anything is merged:");
            line("");
            var steps = NativeForm.of(sample(gate)).steps();
            var circuit = new Circuit(gate.qubits(), List.of(), steps);
            TextDrawing.draw(circuit, 92)
                    .lines()
                    .forEach(row -> line(("    " + row).stripTrailing()));
            line("");
        }
    }

    /** As OpenQASM writes it. */
    private static String call(Gate gate) {
        var parameters = new StringJoiner(", ", "(", ")").setEmptyValue("");
        gate.parameters().forEach(parameters::add);
        return IntStream.range(0, gate.qubits())
                .mapToObj(qubit -> " q" + qubit)
                .collect(Collectors.joining(",", gate.id() + parameters, ""));
    }

    /** With angles that are nothing special, all different. */
    private static Apply sample(Gate gate) {
        var parameters =
                IntStream.range(0, gate.parameters().size()).mapToObj(i -> .3 + .4 * i).toList();
        return new Apply(gate, parameters, IntStream.range(0, gate.qubits()).boxed().toList());
    }

    private static String inverse(Gate gate) {
        var inverse = sample(gate).inverse();
        if (inverse.gate() == gate && gate.parameters().isEmpty()) {
            return "itself";
        }
        var parameters = new StringJoiner(", ", "(", ")").setEmptyValue("");
        for (double value : inverse.parameters()) {
            int position = sample(gate).parameters().indexOf(Math.abs(value));
            parameters.add((value < 0 ? "-" : "") + gate.parameters().get(position));
        }
        return "`" + inverse.gate().id() + parameters + "`";
    }

    private static String cost(NativeForm form) {
        var parts = new ArrayList<String>();
        count(form.pulses(), "pulse", "pulses", parts);
        count(form.czGates(), "CZ", "CZ", parts);
        count(form.virtualGates(), "virtual RZ", "virtual RZ", parts);
        return parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
    }

    private static void count(int count, String one, String many, List<String> parts) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }

    private static String clifford(Gate gate) {
        if (gate.parameters().isEmpty()) {
            return gate.isClifford() ? "yes" : "no";
        }
        if (gate.isClifford(RandomGates.values(sample(gate)))) {
            return "yes";
        }
        for (int eighths = 1; eighths <= 4; eighths *= 2) {
            if (isCliffordOnGrid(gate, eighths)) {
                return "at multiples of " + List.of("pi/4", "pi/2", "pi").get(eighths / 2);
            }
        }
        return "no";
    }

    /** All angles run over multiples of so many eighths of a turn. */
    private static boolean isCliffordOnGrid(Gate gate, int eighths) {
        int points = 16 / eighths;
        int count = gate.parameters().size();
        for (int index = 0; index < Math.pow(points, count); index++) {
            var values = new double[count];
            int rest = index;
            for (int i = 0; i < count; i++) {
                values[i] = rest % points * eighths * QUARTER;
                rest /= points;
            }
            if (!gate.isClifford(values)) {
                return false;
            }
        }
        return true;
    }

    private static String tableau(Gate gate) {
        return gate.parameters().isEmpty()
                ? gate.tableau().map(images -> ", " + images).orElse("")
                : "";
    }

    private static String rule(Gate gate, int parameter) {
        var rule = gate.shiftRule(parameter);
        if (rule.terms().isEmpty()) {
            return "f' = 0; under a control f' = " + formula(ShiftRule.ofControlled(gate, 0));
        }
        return "f' = " + formula(rule);
    }

    private static String formula(ShiftRule rule) {
        var sum = new StringBuilder();
        for (var term : rule.terms()) {
            sum.append(sum.isEmpty() ? "" : term.coefficient() < 0 ? " - " : " + ");
            sum.append(coefficient(Math.abs(term.coefficient())));
            sum.append(" [f(t + %1$s) - f(t - %1$s)]".formatted(quarters(term.shift())));
        }
        return sum.toString();
    }

    private static String coefficient(double value) {
        double root = Math.sqrt(2);
        var known =
                Map.of(
                        .5,
                        "1/2",
                        (root + 1) / (4 * root),
                        "(sqrt(2) + 1)/(4 sqrt(2))",
                        (root - 1) / (4 * root),
                        "(sqrt(2) - 1)/(4 sqrt(2))",
                        2 * (root + 1) / (4 * root),
                        "(sqrt(2) + 1)/(2 sqrt(2))",
                        2 * (root - 1) / (4 * root),
                        "(sqrt(2) - 1)/(2 sqrt(2))");
        return known.getOrDefault(value, Double.toString(value));
    }

    private static String quarters(double angle) {
        int quarters = (int) Math.round(angle / QUARTER);
        return switch (quarters) {
            case 1 -> "pi/4";
            case 2 -> "pi/2";
            case 3 -> "3 pi/4";
            case 6 -> "3 pi/2";
            default -> throw new IllegalStateException("no name for the shift " + angle);
        };
    }

    private static String names(Gate gate) {
        return LANGUAGES.entrySet().stream()
                .map(language -> {
                    var names = GateNames.of(gate, language.getKey());
                    return language.getValue()
                            + " "
                            + (names.isEmpty()
                                    ? "has none"
                                    : names.stream()
                                            .map(name -> "`" + name + "`")
                                            .collect(Collectors.joining(", ")));
                })
                .collect(Collectors.joining("; "));
    }

    private void composites() {
        line("## Also understood");
        line("");
        line(
                "Library names that are read as several of the gates above, or as one of them with other");
        line("parameters. In brackets: how many parameters; how many operands.");
        line("");
        LANGUAGES.forEach((language, name) ->
                line(
                        "- "
                                + name
                                + ": "
                                + GateNames.composites(language).stream()
                                        .map(gate ->
                                                "`%s` (%s; %s)"
                                                        .formatted(
                                                                gate.name(),
                                                                gate.parameters(),
                                                                gate.qubits()))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
