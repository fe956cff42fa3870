package cloud.somersault.http.electronics;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Programs as the control system takes them: lists of pulses and gates on the chip's own qubits,
 * such as {@code [{"RPhi":[2,270.0,90.0,0]},{"CZ":[2,3,30]},{"Measure":[[2,3],70]}]}. RPhi has a
 * qubit, the axis in the XY plane and the angle, both in degrees, and a time; what is measured
 * first is bit 0.
 */
final class NativeProgram {
    private static final int PROGRAMS_MAX = 200;
    private static final double NANOSECOND = 1e-9;

    private final int qubits;
    private final List<Operation> operations = new ArrayList<>();
    private int bits;

    private NativeProgram(int qubits) {
        this.qubits = qubits;
    }

    /**
     * The programs of a message: every list of instructions in it, however deep.
     *
     * @param qubits of the chip
     */
    static List<ProgramText> programs(JsonNode said, int qubits) {
        var programs = new ArrayList<ProgramText>();
        collect(said, qubits, programs);
        if (programs.isEmpty()) {
            throw wrong("There is no program in ConvertQProg.");
        }
        return programs;
    }

    private static void collect(JsonNode said, int qubits, List<ProgramText> into) {
        if (!said.isArray() || said.isEmpty()) {
            throw wrong("ConvertQProg is a list of lists of instructions.");
        }
        if (said.get(0).isArray()) {
            said.forEach(inner -> collect(inner, qubits, into));
            return;
        }
        if (into.size() == PROGRAMS_MAX) {
            throw wrong("A task has at most " + PROGRAMS_MAX + " programs.");
        }
        var program = new NativeProgram(qubits);
        said.forEach(program::add);
        into.add(program.text());
    }

    private static RuntimeException wrong(String why) {
        return Problem.of(ProblemCode.PROGRAM_REFUSED, why).toException();
    }

    private ProgramText text() {
        var circuit = new Circuit(qubits, List.of(new ClassicalRegister("c", 0, bits)), operations);
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL),
                Map.of());
    }

    private void add(JsonNode instruction) {
        if (!instruction.isObject() || instruction.size() != 1) {
            throw wrong("An instruction is an object with one name.");
        }
        var name = instruction.fieldNames().next();
        var said = instruction.get(name);
        switch (name) {
            case "RPhi" ->
                    operations.add(
                            new Operation.Apply(
                                    Gate.RPHI,
                                    List.of(
                                            Math.toRadians(number(said, 2)),
                                            Math.toRadians(number(said, 1))),
                                    List.of(qubit(said.path(0)))));
            case "CZ" -> {
                int first = qubit(said.path(0));
                int second = qubit(said.path(1));
                if (first == second) {
                    throw wrong("A CZ has two different qubits.");
                }
                operations.add(new Operation.Apply(Gate.CZ, List.of(), List.of(first, second)));
            }
            case "Measure" -> {
                for (var one : said.path(0)) {
                    operations.add(new Operation.Measure(qubit(one), bits++));
                }
            }
            case "IDLE" -> {
                double nanoseconds = number(said, 1);
                if (!(nanoseconds >= 0 && nanoseconds <= 1e9)) {
                    throw wrong("An IDLE takes 0 to 1e9 ns.");
                }
                operations.add(
                        new Operation.Delay(
                                nanoseconds * NANOSECOND, List.of(qubit(said.path(0)))));
            }
            case "ECHO" -> qubit(said.path(0));
            case "BARRIER" -> {
                var named = new ArrayList<Integer>();
                (said.path(0).isArray() ? said.path(0) : said)
                        .forEach(one -> named.add(qubit(one)));
                operations.add(new Operation.Barrier(named));
            }
            default ->
                    throw wrong(
                            "There is no instruction "
                                    + name.substring(0, Math.min(32, name.length()))
                                    + "; there are RPhi, CZ, Measure, IDLE, ECHO and BARRIER.");
        }
    }

    private int qubit(JsonNode said) {
        if (!said.isInt() || said.asInt() < 0 || said.asInt() >= qubits) {
            throw wrong("A qubit is a number from 0 to " + (qubits - 1) + ".");
        }
        return said.asInt();
    }

    private static double number(JsonNode said, int place) {
        if (!said.path(place).isNumber() || !Double.isFinite(said.path(place).asDouble())) {
            throw wrong("An instruction lacks a number.");
        }
        return said.path(place).asDouble();
    }
}
