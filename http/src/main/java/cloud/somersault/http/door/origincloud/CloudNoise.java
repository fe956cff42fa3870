package cloud.somersault.http.door.origincloud;

import cloud.somersault.circuits.Circuit;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The noise simulator's models, written into the program: after every gate each of its qubits goes
 * through a channel, as Origin's documentation of QPanda defines it by Kraus operators. A channel
 * is exactly what is left of a qubit that was coupled to a fresh one that nobody looks at
 * (Stinespring), so the program gets one qubit more, coupled after each gate and put back to zero.
 * The job in the log then needs no noise beside it: its text says all.
 *
 * @param oneQubit after gates on one qubit
 * @param moreQubits after gates on more, on each of their qubits
 */
record CloudNoise(List<Channel> oneQubit, List<Channel> moreQubits) {
    private static final String DECOHERENCE = "DECOHERENCE_KRAUS_OPERATOR";

    CloudNoise {
        oneQubit = List.copyOf(oneQubit);
        moreQubits = List.copyOf(moreQubits);
    }

    /**
     * A channel on one qubit.
     *
     * @param kind what it does
     * @param probability of it, 0 to 1
     */
    record Channel(Kind kind, double probability) {

        private double angle() {
            return 2 * StrictMath.asin(StrictMath.sqrt(probability));
        }

        /** Adds the coupling to the fresh qubit. */
        void on(int qubit, int fresh, List<Operation> to) {
            if (probability == 0) {
                return;
            }
            switch (kind) {
                case X_FLIP -> flip(Gate.CX, qubit, fresh, to);
                case Y_FLIP -> flip(Gate.CY, qubit, fresh, to);
                case Z_FLIP -> flip(Gate.CZ, qubit, fresh, to);
                case AMPLITUDE_DAMPING -> {
                    to.add(apply(Gate.CRY, List.of(angle()), qubit, fresh));
                    to.add(apply(Gate.CX, List.of(), fresh, qubit));
                }
                case PHASE_DAMPING -> to.add(apply(Gate.CRY, List.of(angle()), qubit, fresh));
            }
            to.add(new Operation.Reset(fresh));
        }

        private void flip(Gate gate, int qubit, int fresh, List<Operation> to) {
            to.add(apply(Gate.RY, List.of(angle()), fresh));
            to.add(apply(gate, List.of(), fresh, qubit));
        }

        private static Operation apply(Gate gate, List<Double> parameters, Integer... qubits) {
            return new Operation.Apply(gate, parameters, List.of(qubits));
        }
    }

    /** What a channel does with its probability p. */
    enum Kind {
        /** K = sqrt(1-p) I, sqrt(p) X. */
        X_FLIP,
        /** K = sqrt(1-p) I, sqrt(p) Y. */
        Y_FLIP,
        /** K = sqrt(1-p) I, sqrt(p) Z. */
        Z_FLIP,
        /** K = diag(1, sqrt(1-p)), sqrt(p) |0><1|. */
        AMPLITUDE_DAMPING,
        /** K = diag(1, sqrt(1-p)), sqrt(p) |1><1|. */
        PHASE_DAMPING
    }

    /** As a submission asks for it. */
    static CloudNoise of(Wire body) {
        var model = body.needText("noisemodel");
        return new CloudNoise(
                channels(model, body, "singleGate", "singleP2", "singlePgate"),
                channels(model, body, "doubleGate", "doubleP2", "doublePgate"));
    }

    private static List<Channel> channels(
            String model, Wire body, String first, String second, String third) {
        if (model.equals(DECOHERENCE)) {
            return decoherence(
                    positive(body, first), positive(body, second), positive(body, third));
        }
        double p = number(body, first);
        if (!(p >= 0 && p <= 1)) {
            throw body.outOfRange(first, "a probability");
        }
        return switch (model) {
            case "BITFLIP_KRAUS_OPERATOR" -> List.of(new Channel(Kind.X_FLIP, p));
            case "BIT_PHASE_FLIP_OPRATOR", "BIT_PHASE_FLIP_OPERATOR" ->
                    List.of(new Channel(Kind.Y_FLIP, p));
            case "DEPHASING_KRAUS_OPERATOR" -> List.of(new Channel(Kind.Z_FLIP, p));
            case "DAMPING_KRAUS_OPERATOR" -> List.of(new Channel(Kind.AMPLITUDE_DAMPING, p));
            case "PHASE_DAMPING_OPRATOR", "PHASE_DAMPING_OPERATOR" ->
                    List.of(new Channel(Kind.PHASE_DAMPING, p));
            case "DEPOLARIZING_KRAUS_OPERATOR" -> depolarizing(p);
            default ->
                    throw Problem.of(
                                    ProblemCode.OUT_OF_RANGE,
                                    "There is no noise model of the name "
                                            + model.substring(0, Math.min(60, model.length()))
                                            + ".")
                            .toException();
        };
    }

    /**
     * K = sqrt(1-3p/4) I, sqrt(p)/2 X, Y and Z: every Pauli operator shrinks by 1-p. Three flips
     * one after the other do the same, each with the probability (1-sqrt(1-p))/2.
     */
    private static List<Channel> depolarizing(double p) {
        double each = (1 - StrictMath.sqrt(1 - p)) / 2;
        return List.of(
                new Channel(Kind.X_FLIP, each),
                new Channel(Kind.Y_FLIP, each),
                new Channel(Kind.Z_FLIP, each));
    }

    /** Damping with 1-e^{-t/T1}, then dephasing with (1-e^{-(t/T2 - t/(2 T1))})/2. */
    private static List<Channel> decoherence(double t1, double t2, double gate) {
        double dephasing = (1 - StrictMath.exp(-(gate / t2 - gate / (2 * t1)))) / 2;
        if (!(dephasing >= 0)) {
            throw Problem.of(ProblemCode.OUT_OF_RANGE, "T2 is at most twice T1.").toException();
        }
        return List.of(
                new Channel(Kind.AMPLITUDE_DAMPING, 1 - StrictMath.exp(-gate / t1)),
                new Channel(Kind.Z_FLIP, dephasing));
    }

    private static double number(Wire body, String name) {
        return body.number(name).orElseThrow(() -> body.missing(name));
    }

    private static double positive(Wire body, String name) {
        double value = number(body, name);
        if (!(value > 0)) {
            throw body.outOfRange(name, "a time, more than 0");
        }
        return value;
    }

    /** The program with the noise in it, one qubit wider. */
    ProgramText in(ProgramText program, JobLimits limits) {
        var circuit = ExpectationPrograms.read(program, limits).circuit();
        var noisy =
                new Circuit(
                        circuit.qubits() + 1,
                        circuit.registers(),
                        noisy(circuit.operations(), circuit.qubits()));
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(noisy, Language.OPENQASM_3, QubitNaming.REGISTER),
                Map.of());
    }

    private List<Operation> noisy(List<Operation> operations, int fresh) {
        var noisy = new ArrayList<Operation>();
        for (var operation : operations) {
            switch (operation) {
                case Operation.If(var condition, var then, var otherwise) ->
                        noisy.add(
                                new Operation.If(
                                        condition, noisy(then, fresh), noisy(otherwise, fresh)));
                case Operation.While(var condition, var body, var most) ->
                        noisy.add(new Operation.While(condition, noisy(body, fresh), most));
                case Operation.Apply _, Operation.Controlled _ -> {
                    noisy.add(operation);
                    var channels = operation.qubits().size() == 1 ? oneQubit : moreQubits;
                    for (int qubit : operation.qubits()) {
                        channels.forEach(channel -> channel.on(qubit, fresh, noisy));
                    }
                }
                default -> noisy.add(operation);
            }
        }
        return noisy;
    }
}
