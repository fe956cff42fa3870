package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.Callable.Derived;
import cloud.somersault.circuits.language.Callable.Recipe;
import cloud.somersault.circuits.language.Callable.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gates of Amazon Braket's OpenQASM 3, which its programs use without an include. Each has the
 * matrix that Braket's documentation gives it, global phase included; the first qubit of a pair is
 * the left one in its kets.
 */
final class BraketGates {
    /** By name. */
    static final Map<String, Callable> ALL = all();

    private BraketGates() {}

    private static Map<String, Callable> all() {
        var gates = new HashMap<String, Callable>();
        for (var gate :
                List.of(
                        Gate.H,
                        Gate.X,
                        Gate.Y,
                        Gate.Z,
                        Gate.S,
                        Gate.T,
                        Gate.RX,
                        Gate.RY,
                        Gate.RZ,
                        Gate.CY,
                        Gate.CZ,
                        Gate.SWAP,
                        Gate.ISWAP,
                        Gate.CSWAP)) {
            same(gates, gate.id(), gate);
        }
        same(gates, "i", Gate.ID);
        same(gates, "si", Gate.SDG);
        same(gates, "ti", Gate.TDG);
        same(gates, "v", Gate.SX);
        same(gates, "vi", Gate.SXDG);
        same(gates, "phaseshift", Gate.P);
        same(gates, "prx", Gate.RPHI);
        same(gates, "cnot", Gate.CX);
        same(gates, "ccnot", Gate.CCX);
        same(gates, "cv", Gate.CSX);
        same(gates, "cphaseshift", Gate.CP);
        same(gates, "xx", Gate.RXX);
        same(gates, "yy", Gate.RYY);
        same(gates, "zz", Gate.RZZ);
        same(gates, "u", Gate.U3);
        made(gates, "ecr", 0, 2, GateLibrary::echoedCrossResonance);
        made(gates, "cphaseshift00", 1, 2, (p, q, to) -> phaseAt(p, q, q, to));
        made(gates, "cphaseshift01", 1, 2, (p, q, to) -> phaseAt(p, q, q.subList(0, 1), to));
        made(gates, "cphaseshift10", 1, 2, (p, q, to) -> phaseAt(p, q, q.subList(1, 2), to));
        made(
                gates,
                "pswap",
                1,
                2,
                (p, q, to) -> {
                    to.phase(p.getFirst() / 2);
                    to.apply(Gate.RZZ, p, q.get(0), q.get(1));
                    to.apply(Gate.SWAP, q.get(0), q.get(1));
                });
        made(
                gates,
                "xy",
                1,
                2,
                (p, q, to) -> {
                    var half = List.of(-p.getFirst() / 2);
                    to.apply(Gate.RXX, half, q.get(0), q.get(1));
                    to.apply(Gate.RYY, half, q.get(0), q.get(1));
                });
        made(
                gates,
                "gpi",
                1,
                1,
                (p, q, to) -> {
                    to.phase(Math.PI / 2);
                    to.apply(Gate.RPHI, List.of(Math.PI, p.getFirst()), q.getFirst());
                });
        made(
                gates,
                "gpi2",
                1,
                1,
                (p, q, to) ->
                        to.apply(Gate.RPHI, List.of(Math.PI / 2, p.getFirst()), q.getFirst()));
        made(gates, "ms", 3, 2, BraketGates::molmerSorensen);
        return Map.copyOf(gates);
    }

    /** A phase where both are 1, after the given qubits were flipped. */
    private static void phaseAt(
            List<Double> p, List<Integer> q, List<Integer> flipped, Emission to) {
        flipped.forEach(qubit -> to.apply(Gate.X, qubit));
        to.apply(Gate.CP, p, q.get(0), q.get(1));
        flipped.forEach(qubit -> to.apply(Gate.X, qubit));
    }

    /** exp(-i theta/2 A B) with A and B between X and Y at the angles of either qubit. */
    private static void molmerSorensen(List<Double> p, List<Integer> q, Emission to) {
        to.apply(Gate.RZ, List.of(-p.get(0)), q.get(0));
        to.apply(Gate.RZ, List.of(-p.get(1)), q.get(1));
        to.apply(Gate.RXX, List.of(p.get(2)), q.get(0), q.get(1));
        to.apply(Gate.RZ, List.of(p.get(0)), q.get(0));
        to.apply(Gate.RZ, List.of(p.get(1)), q.get(1));
    }

    private static void same(Map<String, Callable> gates, String name, Gate gate) {
        gates.put(name, new Registry(name, gate));
    }

    private static void made(
            Map<String, Callable> gates, String name, int parameters, int qubits, Recipe recipe) {
        gates.put(name, new Derived(name, parameters, qubits, recipe));
    }
}
