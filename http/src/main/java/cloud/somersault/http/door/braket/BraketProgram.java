package cloud.somersault.http.door.braket;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The program of a task. What asks for results in pragmas is measured in the bases that they need;
 * the client itself computes the figures from what was read. A program without measurements is
 * measured whole.
 *
 * @param program to run
 * @param measured the qubit of each bit of the result, in their order
 */
record BraketProgram(ProgramText program, List<Integer> measured) {
    private static final String OPENQASM = "braket.ir.openqasm.program";
    private static final Pattern RESULT =
            Pattern.compile(
                    "^\\s*#pragma\\s+braket\\s+result\\s+(\\w+)\\s*(.*?)\\s*$", Pattern.MULTILINE);
    private static final Pattern FACTOR =
            Pattern.compile("([ixyz])\\s*\\(\\s*\\w+\\[([0-9]{1,4})\\]\\s*\\)");

    BraketProgram {
        measured = List.copyOf(measured);
    }

    /**
     * Of an action: a document of Braket's OpenQASM program, inside a text.
     *
     * @throws cloud.somersault.http.problem.ProblemException when it can't be read
     */
    static BraketProgram of(String action, JobLimits limits) {
        var document = Wire.of(Wire.parse(action.getBytes(StandardCharsets.UTF_8)));
        var name = document.object("braketSchemaHeader").text("name").orElse(OPENQASM);
        if (!name.equals(OPENQASM)) {
            throw refused("The action is a " + name + "; " + OPENQASM + " is read.");
        }
        var source = document.needText("source");
        var inputs = new TreeMap<String, Double>();
        var given = document.object("inputs");
        given.node()
                .fieldNames()
                .forEachRemaining(input ->
                        inputs.put(
                                input,
                                given.number(input).orElseThrow(() -> given.missing(input))));
        var text = new ProgramText(Language.OPENQASM_3.id(), source, inputs);
        var circuit = ExpectationPrograms.read(text, limits).circuit();
        var bases = bases(source, circuit.qubits());
        var bits = measuredQubits(circuit);
        if (!bits.isEmpty() && bases.isEmpty()) {
            return new BraketProgram(text, bits);
        }
        if (!bits.isEmpty()) {
            throw refused("A program with results in pragmas has no measurements of its own.");
        }
        return measuring(circuit, bases);
    }

    private static RuntimeException refused(String why) {
        return Problem.of(ProblemCode.PROGRAM_REFUSED, why).toException();
    }

    /** X or Y for the qubits that are to be measured so. */
    private static SortedMap<Integer, Character> bases(String source, int qubits) {
        var bases = new TreeMap<Integer, Character>();
        var results = RESULT.matcher(source);
        while (results.find()) {
            switch (results.group(1)) {
                case "probability" -> {}
                case "expectation", "variance", "sample" -> {
                    var factors = FACTOR.matcher(results.group(2));
                    boolean any = false;
                    while (factors.find()) {
                        any = true;
                        add(bases, Integer.parseInt(factors.group(2)), factors.group(1).charAt(0));
                    }
                    if (!any) {
                        throw refused("An observable is made of x, y, z and i on single qubits.");
                    }
                }
                default ->
                        throw refused(
                                "The result type "
                                        + results.group(1)
                                        + " is not served; expectation, variance, sample and"
                                        + " probability are.");
            }
        }
        if (!bases.isEmpty() && bases.lastKey() >= qubits) {
            throw refused("An observable names a qubit that the program does not have.");
        }
        return bases;
    }

    private static void add(SortedMap<Integer, Character> bases, int qubit, char pauli) {
        if (pauli == 'i') {
            return;
        }
        var before = bases.put(qubit, pauli);
        if (before != null && before != pauli) {
            throw refused("Qubit " + qubit + " can't be measured in two bases at once.");
        }
    }

    private static List<Integer> measuredQubits(Circuit circuit) {
        var byBit = new TreeMap<Integer, Integer>();
        for (var operation : circuit.operations()) {
            if (operation instanceof Operation.Measure(int qubit, int bit)) {
                byBit.put(bit, qubit);
            }
        }
        var qubits = new ArrayList<Integer>();
        for (int bit = 0; !byBit.isEmpty() && bit < circuit.bits(); bit++) {
            qubits.add(byBit.getOrDefault(bit, -1));
        }
        return qubits;
    }

    private static BraketProgram measuring(Circuit circuit, SortedMap<Integer, Character> bases) {
        var operations =
                new ArrayList<>(ExpectationPrograms.withoutMeasurements(circuit).operations());
        bases.forEach((qubit, pauli) -> {
            if (pauli == 'y') {
                operations.add(new Operation.Apply(Gate.SDG, List.of(), List.of(qubit)));
            }
            if (pauli != 'z') {
                operations.add(new Operation.Apply(Gate.H, List.of(), List.of(qubit)));
            }
        });
        var measured = new ArrayList<Integer>();
        for (int qubit = 0; qubit < circuit.qubits(); qubit++) {
            operations.add(new Operation.Measure(qubit, qubit));
            measured.add(qubit);
        }
        var whole =
                new Circuit(
                        circuit.qubits(),
                        List.of(new ClassicalRegister("b", 0, circuit.qubits())),
                        operations);
        var text = Programs.write(whole, Language.OPENQASM_3, QubitNaming.REGISTER);
        return new BraketProgram(
                new ProgramText(Language.OPENQASM_3.id(), text, Map.of()), measured);
    }
}
