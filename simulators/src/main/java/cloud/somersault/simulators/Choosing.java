package cloud.somersault.simulators;

import cloud.somersault.simulators.EngineChoice.Chosen;
import cloud.somersault.simulators.EngineChoice.Refused;
import cloud.somersault.simulators.density.DensityMatrix;
import cloud.somersault.simulators.mps.MpsCost;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import cloud.somersault.simulators.statevector.StateVector;
import cloud.somersault.simulators.statevector.StateVectorEngine;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The rules of {@link Engines#choose}. Parts of a circuit that never meet are counted apart. */
final class Choosing {
    /** Up to here a state vector is as quick as a tableau. */
    private static final int STATE_VECTOR_SUFFICES = 12;

    private static final int TABLEAU_QUBITS_MAX = 10_000;
    private static final int NOISY_QUBITS_MAX = 20;
    private static final int CHAIN_QUBITS_MAX = 1000;

    private final List<Plan> plans;
    private final boolean noisy;
    private final long shots;
    private final EngineLimits limits;
    private final int qubits;

    /** The largest bond that a matrix product state may need; 0 as long as nobody asked. */
    private double bondBound;

    Choosing(List<Plan> plans, boolean noisy, long shots, EngineLimits limits) {
        this.plans = plans;
        this.noisy = noisy;
        this.shots = shots;
        this.limits = limits;
        this.qubits = plans.stream().mapToInt(Plan::qubits).max().orElse(0);
    }

    EngineChoice choose() {
        return noisy ? noisy() : ideal();
    }

    /** This engine, or why not, and what instead. */
    EngineChoice require(EngineName engine) {
        var obstacle = obstacle(engine);
        if (obstacle.isPresent()) {
            return new Refused(
                    "engine-not-suitable",
                    text("The %s engine can't run this circuit: %s.", engine.id(), obstacle.get()),
                    instead(engine));
        }
        return switch (within(engine, "it was asked for", cost(engine))) {
            case Chosen chosen -> chosen;
            case Refused(var code, var message, var hint) ->
                    new Refused(code, message, hint + " " + instead(engine));
        };
    }

    private String instead(EngineName engine) {
        return switch (choose()) {
            case Chosen(var other, var reason, _) when other != engine ->
                    text(
                            "Leave options.engine out: the %s engine runs it (%s).",
                            other.id(), reason);
            case Chosen _ -> "";
            case Refused(_, _, var hint) -> hint;
        };
    }

    /** Why an engine can't run the circuit, whatever time and memory it gets. */
    private Optional<String> obstacle(EngineName engine) {
        return switch (engine) {
            case STATE_VECTOR ->
                    noisy
                            ? Optional.of("it knows no noise, and the target has some")
                            : tooLarge(StateVector.QUBITS_MAX);
            case TRAJECTORIES -> tooLarge(StateVector.QUBITS_MAX);
            case DENSITY_MATRIX ->
                    plans.stream().allMatch(Plan::terminal)
                            ? tooLarge(DensityMatrix.QUBITS_MAX)
                            : Optional.of("something is measured or reset on the way");
            case STABILIZER ->
                    plans.stream().allMatch(StabilizerEngine::handles)
                            ? tooLarge(TABLEAU_QUBITS_MAX)
                            : Optional.of(
                                    noisy
                                            ? "it knows no noise, and the target has some"
                                            : "a gate is none of the Clifford group");
            case MATRIX_PRODUCT_STATE -> tooLarge(CHAIN_QUBITS_MAX);
        };
    }

    private Optional<String> tooLarge(int most) {
        return qubits > most
                ? Optional.of(text("it holds %d linked qubits, and here are %d", most, qubits))
                : Optional.empty();
    }

    private CostEstimate cost(EngineName engine) {
        return switch (engine) {
            case STATE_VECTOR, TRAJECTORIES -> cost(plan -> CostModel.trajectories(plan, shots));
            case DENSITY_MATRIX -> cost(CostModel::densityMatrix);
            case STABILIZER -> cost(CostModel::stabilizer);
            case MATRIX_PRODUCT_STATE -> cost(plan -> CostModel.matrixProductState(plan, shots));
        };
    }

    private EngineChoice ideal() {
        if (qubits > STATE_VECTOR_SUFFICES && plans.stream().allMatch(StabilizerEngine::handles)) {
            return qubits > TABLEAU_QUBITS_MAX
                    ? tooMany(
                            "stabilizer",
                            TABLEAU_QUBITS_MAX,
                            "split the circuit into parts that share no gate")
                    : within(
                            EngineName.STABILIZER,
                            "all gates are Clifford gates",
                            cost(CostModel::stabilizer));
        }
        boolean gatesOnly = plans.stream().allMatch(StateVectorEngine::gatesOnly);
        int most = gatesOnly ? StateVectorEngine.QUBITS_MAX : StateVector.QUBITS_MAX;
        while (CostModel.stateVectorBytes(most) > limits.memoryBytesMax()) {
            most--;
        }
        if (qubits > most) {
            var chain = chain();
            if (chain.isPresent()) {
                return chain.get();
            }
            return new Refused(
                    "too-many-qubits-for-engine",
                    text(
                                    "A state vector of %d qubits needs %s; the limit is %s (%d qubits).",
                                    qubits,
                                    size(CostModel.stateVectorBytes(qubits)),
                                    size((double) limits.memoryBytesMax()),
                                    most)
                            + entanglement(),
                    text(
                            "At most %d qubits that are linked by gates, or only Clifford gates (at most %d qubits), or fewer gates across some cut of the circuit.",
                            most, TABLEAU_QUBITS_MAX));
        }
        return within(
                EngineName.STATE_VECTOR,
                text("%d linked qubits fit a state vector", qubits),
                cost(plan -> CostModel.stateVector(plan, shots)));
    }

    private EngineChoice noisy() {
        if (qubits > NOISY_QUBITS_MAX) {
            var chain = chain();
            if (chain.isPresent()) {
                return chain.get();
            }
            return tooMany(
                    "noisy state vector",
                    NOISY_QUBITS_MAX,
                    text(
                            "Use at most %d linked qubits of the chip, or run it on the ideal target (at most %d qubits, or %d if all gates are Clifford gates).",
                            NOISY_QUBITS_MAX, StateVector.QUBITS_MAX, TABLEAU_QUBITS_MAX));
        }
        var byShot = cost(plan -> CostModel.trajectories(plan, shots));
        boolean exact =
                qubits <= DensityMatrix.QUBITS_MAX && plans.stream().allMatch(Plan::terminal);
        if (exact) {
            var atOnce = cost(CostModel::densityMatrix);
            if (atOnce.seconds(shots) <= byShot.seconds(shots)
                    && atOnce.memoryBytes() <= limits.memoryBytesMax()) {
                return within(
                        EngineName.DENSITY_MATRIX,
                        text("%d linked noisy qubits fit a density matrix", qubits),
                        atOnce);
            }
        }
        return within(
                EngineName.TRAJECTORIES,
                exact
                        ? "so few shots are quicker one by one"
                        : qubits <= DensityMatrix.QUBITS_MAX
                                ? "something is measured or reset on the way"
                                : text("%d linked noisy qubits exceed a density matrix", qubits),
                byShot);
    }

    /**
     * A matrix product state, if no bond can need more than there is: then it is as exact as a
     * state vector.
     */
    private Optional<EngineChoice> chain() {
        if (qubits > CHAIN_QUBITS_MAX) {
            return Optional.empty();
        }
        var costs = new IdentityHashMap<Plan, MpsCost>();
        for (var plan : plans) {
            costs.put(plan, MpsCost.of(plan, MpsOptions.DEFAULT, Checkpoint.none()));
        }
        bondBound = costs.values().stream().mapToDouble(MpsCost::bondBound).max().orElse(1);
        if (bondBound > MpsOptions.DEFAULT.bondMax()) {
            return Optional.empty();
        }
        return Optional.of(
                within(
                        EngineName.MATRIX_PRODUCT_STATE,
                        text(
                                "%d linked qubits are entangled so little that bonds of %.0f hold them",
                                qubits, bondBound),
                        cost(plan ->
                                CostModel.matrixProductState(
                                        Objects.requireNonNull(costs.get(plan)), shots))));
    }

    /** What keeps the circuit from being a matrix product state. */
    private String entanglement() {
        return bondBound > MpsOptions.DEFAULT.bondMax()
                ? text(
                        " As a matrix product state it may need bonds of 2^%.0f; the limit is %d.",
                        Math.log(bondBound) / Math.log(2), MpsOptions.DEFAULT.bondMax())
                : "";
    }

    private Refused tooMany(String engine, int most, String hint) {
        return new Refused(
                "too-many-qubits-for-engine",
                text("The circuit links %d qubits; the %s engine takes %d.", qubits, engine, most)
                        + entanglement(),
                hint);
    }

    private EngineChoice within(EngineName engine, String reason, CostEstimate cost) {
        if (cost.memoryBytes() > limits.memoryBytesMax()) {
            return new Refused(
                    "not-enough-memory",
                    text(
                            "The %s engine needs %s for %d shots of this circuit; the limit is %s.",
                            engine.id(),
                            size((double) cost.memoryBytes()),
                            shots,
                            size((double) limits.memoryBytesMax())),
                    "Use fewer qubits, or measure only at the end.");
        }
        double seconds = cost.seconds(shots);
        if (seconds > limits.secondsMax()) {
            long affordable =
                    (long) ((limits.secondsMax() - cost.fixedSeconds()) / cost.secondsPerShot());
            return new Refused(
                    "takes-too-long",
                    text(
                            "The %s engine needs about %s for %d shots of this circuit; the limit is %s.",
                            engine.id(), duration(seconds), shots, duration(limits.secondsMax())),
                    affordable > 0
                            ? text("At most %d shots, or fewer gates or qubits.", affordable)
                            : engine == EngineName.MATRIX_PRODUCT_STATE
                                    ? "Fewer gates, or fewer of them across any cut of the circuit."
                                    : "Fewer gates or fewer qubits; each qubit less halves the time.");
        }
        return new Chosen(engine, reason, cost);
    }

    /** Parts run one after the other: times add up, memory does not. */
    private CostEstimate cost(Function<Plan, CostEstimate> ofPlan) {
        double fixedSeconds = 0;
        double secondsPerShot = 1e-7; // a record and its place in the counts
        long memoryBytes = 0;
        for (var plan : plans) {
            var cost = ofPlan.apply(plan);
            fixedSeconds += cost.fixedSeconds();
            secondsPerShot += cost.secondsPerShot();
            memoryBytes = Math.max(memoryBytes, cost.memoryBytes());
        }
        return new CostEstimate(fixedSeconds, secondsPerShot, memoryBytes);
    }

    private static String size(double bytes) {
        var units = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
        int unit = 0;
        while (bytes >= 1024 && unit < units.size() - 1) {
            bytes /= 1024;
            unit++;
        }
        return bytes >= 1024
                ? text("2^%d bytes", Math.getExponent(bytes) + 60)
                : text(
                        "%s %s",
                        bytes == Math.rint(bytes) ? text("%.0f", bytes) : text("%.1f", bytes),
                        units.get(unit));
    }

    private static String duration(double seconds) {
        if (seconds < 120) {
            return text("%.1f s", seconds);
        }
        if (seconds < 7200) {
            return text("%.0f min", seconds / 60);
        }
        return seconds < 3.6e8
                ? text("%.0f h", seconds / 3600)
                : text("%.1e years", seconds / 3.156e7);
    }

    /** Figures look the same everywhere. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not worth a dependency
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
