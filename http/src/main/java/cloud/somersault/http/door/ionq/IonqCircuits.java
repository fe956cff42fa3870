package cloud.somersault.http.door.ionq;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.http.door.Wire;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Circuits as a list of gates in JSON, with every qubit measured at the end. Angles of the abstract
 * gates are in radians, those of the native ones in turns.
 */
final class IonqCircuits {
    private static final double TURN = 2 * Math.PI;
    private static final int QUBITS_MAX = 10_000;

    private final int qubits;
    private final List<Operation> operations = new ArrayList<>();

    private IonqCircuits(int qubits) {
        this.qubits = qubits;
    }

    /** The program of a list of gates. */
    static ProgramText program(Wire input, List<Wire> gates) {
        long qubits = input.whole("qubits").orElseThrow(() -> input.missing("qubits"));
        if (qubits < 1 || qubits > QUBITS_MAX) {
            throw input.outOfRange("qubits", "1 to " + QUBITS_MAX);
        }
        boolean nativeGates = input.text("gateset").orElse("qis").equals("native");
        var circuit = new IonqCircuits((int) qubits);
        gates.forEach(gate -> circuit.add(gate, nativeGates));
        return circuit.program();
    }

    private ProgramText program() {
        for (int qubit = 0; qubit < qubits; qubit++) {
            operations.add(new Operation.Measure(qubit, qubit));
        }
        var circuit =
                new Circuit(qubits, List.of(new ClassicalRegister("c", 0, qubits)), operations);
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(circuit, Language.OPENQASM_3, QubitNaming.REGISTER),
                Map.of());
    }

    private void add(Wire gate, boolean nativeGates) {
        var name = gate.needText("gate");
        switch (name) {
            case "x", "not", "cnot" -> one(gate, Gate.X);
            case "y" -> one(gate, Gate.Y);
            case "z" -> one(gate, Gate.Z);
            case "h" -> one(gate, Gate.H);
            case "s" -> one(gate, Gate.S);
            case "si" -> one(gate, Gate.SDG);
            case "v" -> one(gate, Gate.SX);
            case "vi" -> one(gate, Gate.SXDG);
            case "t" -> one(gate, Gate.T);
            case "ti" -> one(gate, Gate.TDG);
            case "rx" -> one(gate, Gate.RX, rotation(gate));
            case "ry" -> one(gate, Gate.RY, rotation(gate));
            case "rz" -> one(gate, Gate.RZ, rotation(gate));
            case "swap" -> two(gate, Gate.SWAP);
            case "xx" -> two(gate, Gate.RXX, rotation(gate));
            case "yy" -> two(gate, Gate.RYY, rotation(gate));
            case "zz" -> two(gate, Gate.RZZ, nativeGates ? TURN * angle(gate) : rotation(gate));
            case "gpi" -> one(gate, Gate.RPHI, Math.PI, TURN * phase(gate));
            case "gpi2" -> one(gate, Gate.RPHI, Math.PI / 2, TURN * phase(gate));
            case "ms" -> molmerSorensen(gate);
            case "nop" -> {}
            default ->
                    throw gate.outOfRange(
                            "gate",
                            "x y z rx ry rz h s si v vi t ti not cnot swap xx yy zz, and the native"
                                    + " gpi gpi2 ms zz nop");
        }
    }

    /** exp(-i angle/2 A B), A and B the axes in the XY plane at the two phases. */
    private void molmerSorensen(Wire gate) {
        var phases = gate.numbers("phases");
        var targets = targets(gate, 2);
        if (phases.size() != 2) {
            throw gate.outOfRange("phases", "two numbers of turns");
        }
        for (int i = 0; i < 2; i++) {
            operations.add(turned(targets.get(i), -TURN * phases.get(i)));
        }
        operations.add(new Apply(Gate.RXX, List.of(TURN * angle(gate)), targets));
        for (int i = 0; i < 2; i++) {
            operations.add(turned(targets.get(i), TURN * phases.get(i)));
        }
    }

    private static Apply turned(int qubit, double angle) {
        return new Apply(Gate.RZ, List.of(angle), List.of(qubit));
    }

    private void one(Wire gate, Gate applied, Double... parameters) {
        place(gate, new Apply(applied, List.of(parameters), targets(gate, 1)));
    }

    private void two(Wire gate, Gate applied, Double... parameters) {
        place(gate, new Apply(applied, List.of(parameters), targets(gate, 2)));
    }

    /** Any gate may have controls. */
    private void place(Wire gate, Apply apply) {
        var controls = new ArrayList<>(gate.wholes("control"));
        controls.addAll(gate.wholes("controls"));
        if (controls.isEmpty()) {
            operations.add(apply);
            return;
        }
        var all = new ArrayList<>(controls);
        all.addAll(apply.qubits());
        check(gate, all);
        operations.add(new Operation.Controlled(controls, apply));
    }

    private List<Integer> targets(Wire gate, int count) {
        var targets = new ArrayList<>(gate.wholes("target"));
        targets.addAll(gate.wholes("targets"));
        if (targets.size() != count) {
            throw gate.outOfRange("targets", count == 1 ? "one qubit" : count + " qubits");
        }
        check(gate, targets);
        return targets;
    }

    private void check(Wire gate, List<Integer> named) {
        boolean there = named.stream().allMatch(qubit -> qubit < qubits);
        if (!there || named.stream().distinct().count() != named.size()) {
            throw gate.outOfRange("targets", "different qubits, 0 to " + (qubits - 1));
        }
    }

    private static double rotation(Wire gate) {
        return gate.number("rotation").orElseThrow(() -> gate.missing("rotation"));
    }

    private static double phase(Wire gate) {
        return gate.number("phase").orElseThrow(() -> gate.missing("phase"));
    }

    private static double angle(Wire gate) {
        return gate.number("angle").orElse(0.25);
    }
}
