package cloud.somersault.http.door;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Program;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.simulators.Amplitudes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An expectation value by measurement: the terms of an observable are put into groups that one
 * setting of the measurement serves (each qubit in one basis), and each group is one program. The
 * value is the sum over the groups of the mean over the shots; its error that of independent means.
 *
 * @param groups of the terms, each measured by a program of its own
 */
public record ExpectationPrograms(List<List<Term>> groups) {
    private static final int TERMS_MAX = 10_000;

    public ExpectationPrograms {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /**
     * A coefficient times a product of Pauli operators.
     *
     * @param paulis X, Y or Z by qubit; none for the identity
     */
    public record Term(double coefficient, SortedMap<Integer, Character> paulis) {}

    /**
     * What was measured.
     *
     * @param standardError of the mean, from the spread of the shots
     */
    public record Value(double value, double standardError) {}

    /** Of these terms: each is put into the first group that measures its qubits as it needs. */
    public static ExpectationPrograms of(List<Term> terms) {
        if (terms.isEmpty() || terms.size() > TERMS_MAX) {
            throw Problem.of(
                            ProblemCode.OUT_OF_RANGE,
                            "An observable has 1 to " + TERMS_MAX + " terms.")
                    .toException();
        }
        var groups = new ArrayList<List<Term>>();
        var bases = new ArrayList<Map<Integer, Character>>();
        for (var term : terms) {
            int place = 0;
            while (place < groups.size() && !fits(bases.get(place), term.paulis())) {
                place++;
            }
            if (place == groups.size()) {
                groups.add(new ArrayList<>());
                bases.add(new TreeMap<>());
            }
            groups.get(place).add(term);
            bases.get(place).putAll(term.paulis());
        }
        return new ExpectationPrograms(groups);
    }

    private static boolean fits(Map<Integer, Character> basis, Map<Integer, Character> paulis) {
        return paulis.entrySet().stream()
                .allMatch(one ->
                        basis.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue()));
    }

    /** Of a text like {@code "Z0 Z1": 1.0, "X2": -0.5}, one term or more. */
    public static ExpectationPrograms ofText(String text) {
        var terms = new ArrayList<Term>();
        for (var part : text.replaceAll("[{}\\s]+", " ").strip().split("[,;]", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int mark = part.lastIndexOf(':');
            if (mark < 0) {
                throw wrong(part);
            }
            terms.add(
                    new Term(
                            coefficient(part.substring(mark + 1)),
                            paulis(part.substring(0, mark).replace("\"", ""))));
        }
        return of(terms);
    }

    private static double coefficient(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw wrong(text);
    }

    private static SortedMap<Integer, Character> paulis(String text) {
        var paulis = new TreeMap<Integer, Character>();
        for (var word : text.strip().split("\\s+", -1)) {
            if (word.isEmpty() || word.equals("I")) {
                continue;
            }
            if (!word.matches("[IXYZ][0-9]{1,5}")) {
                throw wrong(word);
            }
            if (word.charAt(0) != 'I'
                    && paulis.put(Integer.parseInt(word.substring(1)), word.charAt(0)) != null) {
                throw wrong(text);
            }
        }
        return paulis;
    }

    private static RuntimeException wrong(String part) {
        return Problem.of(
                        ProblemCode.OUT_OF_RANGE,
                        "An observable is written like \"Z0 Z1\": 1.0, not "
                                + part.strip().substring(0, Math.min(64, part.strip().length()))
                                + ".")
                .toException();
    }

    /** The programs to run: for each of the given ones, in order, one for each group. */
    public List<ProgramText> programs(List<ProgramText> of, JobLimits limits) {
        var programs = new ArrayList<ProgramText>();
        for (var text : of) {
            var circuit = withoutMeasurements(read(text, limits).circuit());
            groups.forEach(group -> programs.add(measuring(circuit, group)));
        }
        return programs;
    }

    /** A program, read; fails with the problem that names its first error. */
    public static Program read(ProgramText text, JobLimits limits) {
        var language = Language.byId(text.language()).orElseThrow();
        return switch (Programs.read(text.text(), language, limits.read(), text.inputs())) {
            case Reading.Accepted(var program) -> program;
            case Reading.Refused(var diagnostics) -> {
                var first = diagnostics.getFirst();
                throw Problem.of(
                                ProblemCode.PROGRAM_REFUSED,
                                "Line %d, column %d: %s"
                                        .formatted(first.line(), first.column(), first.message()))
                        .toException();
            }
        };
    }

    /** The circuit up to its measurements, which must be the last thing that happens to a qubit. */
    public static Circuit withoutMeasurements(Circuit circuit) {
        var kept = new ArrayList<Operation>();
        var measured = new java.util.BitSet();
        for (var operation : circuit.operations()) {
            switch (operation) {
                case Operation.Measure(int qubit, _) -> measured.set(qubit);
                case Operation.Apply _, Operation.Controlled _ -> {
                    if (operation.qubits().stream().anyMatch(measured::get)) {
                        throw onlyGates();
                    }
                    kept.add(operation);
                }
                case Operation.Barrier _ -> kept.add(operation);
                default -> throw onlyGates();
            }
        }
        return new Circuit(circuit.qubits(), List.of(), kept);
    }

    private static RuntimeException onlyGates() {
        return Problem.of(
                        ProblemCode.PROGRAM_REFUSED,
                        "What is asked for is defined for programs of gates with measurements at"
                                + " their end only.")
                .toException();
    }

    private static ProgramText measuring(Circuit circuit, List<Term> group) {
        var basis = new TreeMap<Integer, Character>();
        group.forEach(term -> basis.putAll(term.paulis()));
        if (!basis.isEmpty() && basis.lastKey() >= circuit.qubits()) {
            throw Problem.of(
                            ProblemCode.OUT_OF_RANGE,
                            "The observable names qubit %d; the program has %d."
                                    .formatted(basis.lastKey(), circuit.qubits()))
                    .toException();
        }
        var operations = new ArrayList<>(circuit.operations());
        basis.forEach((qubit, pauli) -> {
            switch (pauli) {
                case 'X' -> operations.add(gate(Gate.H, qubit));
                case 'Y' -> {
                    operations.add(gate(Gate.SDG, qubit));
                    operations.add(gate(Gate.H, qubit));
                }
                default -> {}
            }
        });
        // The identity alone needs no measurement, but a job without any is none.
        var qubits = basis.isEmpty() ? List.of(0) : List.copyOf(basis.keySet());
        qubits.forEach(qubit -> operations.add(new Operation.Measure(qubit, qubit)));
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(
                        new Circuit(
                                circuit.qubits(),
                                List.of(new ClassicalRegister("c", 0, circuit.qubits())),
                                operations),
                        Language.OPENQASM_3,
                        QubitNaming.REGISTER),
                Map.of());
    }

    private static Operation gate(Gate gate, int qubit) {
        return new Operation.Apply(gate, List.of(), List.of(qubit));
    }

    /** The values of the programs whose circuits were run, in their order. */
    public List<Value> values(JobResult result) {
        var values = new ArrayList<Value>();
        for (int first = 0; first < result.circuits().size(); first += groups.size()) {
            double value = 0;
            double variance = 0;
            for (int group = 0; group < groups.size(); group++) {
                var mean = mean(groups.get(group), result.circuits().get(first + group));
                value += mean.value();
                variance += mean.standardError() * mean.standardError();
            }
            values.add(new Value(value, Math.sqrt(variance)));
        }
        return values;
    }

    /** The exact value in a state. */
    public double value(Amplitudes state) {
        double sum = 0;
        for (var group : groups) {
            for (var term : group) {
                int x = 0;
                int z = 0;
                for (var one : term.paulis().entrySet()) {
                    if (1 << one.getKey() >= state.size() || one.getKey() > 30) {
                        throw Problem.of(
                                        ProblemCode.OUT_OF_RANGE,
                                        "The observable names qubit " + one.getKey() + ".")
                                .toException();
                    }
                    x |= one.getValue() == 'Z' ? 0 : 1 << one.getKey();
                    z |= one.getValue() == 'X' ? 0 : 1 << one.getKey();
                }
                sum += term.coefficient() * state.expectation(x, z);
            }
        }
        return sum;
    }

    private static Value mean(List<Term> group, Counts counts) {
        double sum = 0;
        double squares = 0;
        double shots = counts.shots();
        for (var entry : counts.byBitstring().entrySet()) {
            double value = 0;
            for (var term : group) {
                value += term.coefficient() * parity(term, entry.getKey());
            }
            sum += entry.getValue() * value;
            squares += entry.getValue() * value * value;
        }
        double mean = sum / shots;
        return new Value(mean, Math.sqrt(Math.max(0, squares / shots - mean * mean) / shots));
    }

    private static int parity(Term term, String bitstring) {
        int parity = 1;
        for (int qubit : term.paulis().keySet()) {
            parity *= bitstring.charAt(bitstring.length() - 1 - qubit) == '1' ? -1 : 1;
        }
        return parity;
    }

    /** As a note to find again. */
    public JsonNode note() {
        var note = JsonNodeFactory.instance.arrayNode();
        for (var group : groups) {
            var terms = note.addArray();
            for (var term : group) {
                var written = terms.addObject().put("coefficient", term.coefficient());
                var paulis = written.putObject("paulis");
                term.paulis().forEach((qubit, pauli) -> paulis.put("" + qubit, "" + pauli));
            }
        }
        return note;
    }

    /** From what {@link #note} wrote. */
    public static ExpectationPrograms ofNote(JsonNode note) {
        var groups = new ArrayList<List<Term>>();
        for (var group : note) {
            var terms = new ArrayList<Term>();
            for (var term : group) {
                var paulis = new TreeMap<Integer, Character>();
                term.get("paulis")
                        .properties()
                        .forEach(one ->
                                paulis.put(
                                        Integer.parseInt(one.getKey()),
                                        one.getValue().asText().charAt(0)));
                terms.add(new Term(term.get("coefficient").asDouble(), paulis));
            }
            groups.add(terms);
        }
        return new ExpectationPrograms(groups);
    }
}
