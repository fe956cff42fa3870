package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.Callable.Derived;
import cloud.somersault.circuits.language.Callable.Recipe;
import cloud.somersault.circuits.language.Callable.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gates of OriginIR, those of all its dialects: QPanda 2 and 3 and QPanda-lite. Control qubits
 * come first. RPhi takes the angle of rotation and then the axis. ISWAP has +i, SQISWAP and
 * ISWAPTHETA have -i off the diagonal. All global phases are those of Origin's own simulators.
 */
final class OriginIrGates {
    private static final double HALF_PI = Math.PI / 2;

    static final Map<String, Callable> ALL = all();

    private OriginIrGates() {}

    private static Map<String, Callable> all() {
        var gates = new HashMap<String, Callable>();
        oneQubit(gates);
        manyQubits(gates);
        return Map.copyOf(gates);
    }

    private static void oneQubit(Map<String, Callable> gates) {
        for (var gate :
                List.of(
                        Gate.H, Gate.X, Gate.Y, Gate.Z, Gate.S, Gate.SDG, Gate.T, Gate.TDG, Gate.SX,
                        Gate.SXDG, Gate.RX, Gate.RY, Gate.RZ, Gate.P, Gate.U3)) {
            registry(gates, gate.name(), gate);
        }
        registry(gates, "NOT", Gate.X);
        registry(gates, "I", Gate.ID);
        registry(gates, "ECHO", Gate.ID);
        registry(gates, "U1", Gate.P);
        registry(gates, "RPhi", Gate.RPHI);
        registry(gates, "RPHI", Gate.RPHI);
        derived(gates, "X1", 0, 1, fixed(Gate.RX));
        derived(gates, "Y1", 0, 1, fixed(Gate.RY));
        derived(gates, "Z1", 0, 1, fixed(Gate.RZ));
        for (var name : List.of("RPhi90", "RPHI90")) {
            derived(
                    gates,
                    name,
                    1,
                    1,
                    (p, q, to) ->
                            to.apply(Gate.RPHI, List.of(HALF_PI, p.getFirst()), q.getFirst()));
        }
        for (var name : List.of("RPhi180", "RPHI180")) {
            derived(
                    gates,
                    name,
                    1,
                    1,
                    (p, q, to) ->
                            to.apply(Gate.RPHI, List.of(Math.PI, p.getFirst()), q.getFirst()));
        }
        derived(
                gates,
                "U2",
                2,
                1,
                (p, q, to) ->
                        to.apply(Gate.U3, List.of(HALF_PI, p.get(0), p.get(1)), q.getFirst()));
        derived(
                gates,
                "U4",
                4,
                1,
                (p, q, to) -> {
                    to.phase(phaseOfU4(p));
                    to.apply(Gate.U3, List.of(p.get(2), p.get(1), p.get(3)), q.getFirst());
                });
    }

    /**
     * U4(alpha, beta, gamma, delta) is e^{i alpha} RZ(beta) RY(gamma) RZ(delta): U3(gamma, beta,
     * delta) with this phase.
     */
    private static double phaseOfU4(List<Double> p) {
        return p.get(0) - (p.get(1) + p.get(3)) / 2;
    }

    private static void manyQubits(Map<String, Callable> gates) {
        for (var gate :
                List.of(
                        Gate.CZ,
                        Gate.CX,
                        Gate.CY,
                        Gate.CH,
                        Gate.CP,
                        Gate.CRX,
                        Gate.CRY,
                        Gate.CRZ,
                        Gate.SWAP,
                        Gate.ISWAP,
                        Gate.ISWAPTHETA,
                        Gate.RXX,
                        Gate.RYY,
                        Gate.RZZ,
                        Gate.RZX,
                        Gate.CSWAP,
                        Gate.CCX,
                        Gate.CCZ)) {
            registry(gates, gate.name(), gate);
        }
        registry(gates, "CNOT", Gate.CX);
        registry(gates, "CR", Gate.CP);
        registry(gates, "iSWAP", Gate.ISWAP);
        registry(gates, "XX", Gate.RXX);
        registry(gates, "YY", Gate.RYY);
        registry(gates, "ZZ", Gate.RZZ);
        registry(gates, "TOFFOLI", Gate.CCX);
        derived(
                gates,
                "SQISWAP",
                0,
                2,
                (_, q, to) -> to.apply(Gate.ISWAPTHETA, List.of(Math.PI / 4), q.get(0), q.get(1)));
        derived(
                gates,
                "MS",
                0,
                2,
                (_, q, to) -> to.apply(Gate.RXX, List.of(HALF_PI), q.get(0), q.get(1)));
        derived(
                gates,
                "XY",
                1,
                2,
                (p, q, to) ->
                        to.apply(Gate.ISWAPTHETA, List.of(p.getFirst() / 2), q.get(0), q.get(1)));
        derived(
                gates,
                "CU",
                4,
                2,
                (p, q, to) -> {
                    var u = List.of(p.get(2), p.get(1), p.get(3), phaseOfU4(p));
                    to.apply(Gate.CU, u, q.get(0), q.get(1));
                });
        derived(
                gates,
                "PHASE2Q",
                3,
                2,
                (p, q, to) -> {
                    to.apply(Gate.P, List.of(p.get(0)), q.get(0));
                    to.apply(Gate.P, List.of(p.get(1)), q.get(1));
                    to.apply(Gate.RZZ, List.of(p.get(2)), q.get(0), q.get(1));
                });
        derived(gates, "UU15", 15, 2, OriginIrGates::anyTwoQubitGate);
    }

    /** One-qubit gates around the three commuting interactions: any gate on two qubits. */
    private static void anyTwoQubitGate(List<Double> p, List<Integer> q, Emission to) {
        to.apply(Gate.U3, List.copyOf(p.subList(0, 3)), q.get(0));
        to.apply(Gate.U3, List.copyOf(p.subList(3, 6)), q.get(1));
        to.apply(Gate.RXX, List.of(p.get(6)), q.get(0), q.get(1));
        to.apply(Gate.RYY, List.of(p.get(7)), q.get(0), q.get(1));
        to.apply(Gate.RZZ, List.of(p.get(8)), q.get(0), q.get(1));
        to.apply(Gate.U3, List.copyOf(p.subList(9, 12)), q.get(0));
        to.apply(Gate.U3, List.copyOf(p.subList(12, 15)), q.get(1));
    }

    private static Recipe fixed(Gate rotation) {
        return (_, q, to) -> to.apply(rotation, List.of(HALF_PI), q.getFirst());
    }

    private static void registry(Map<String, Callable> gates, String name, Gate gate) {
        gates.put(name, new Registry(name, gate));
    }

    private static void derived(
            Map<String, Callable> gates, String name, int parameters, int qubits, Recipe recipe) {
        gates.put(name, new Derived(name, parameters, qubits, recipe));
    }
}
