package cloud.somersault.simulators;

import static cloud.somersault.simulators.Wording.duration;
import static cloud.somersault.simulators.Wording.size;
import static cloud.somersault.simulators.Wording.text;

import cloud.somersault.simulators.EngineChoice.Chosen;
import cloud.somersault.simulators.EngineChoice.Refused;
import cloud.somersault.simulators.density.DensityMatrix;
import cloud.somersault.simulators.mps.MpsCost;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.stabilizer.PauliTwirl;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import cloud.somersault.simulators.stabilizer.StabilizerEngine.Fit;
import cloud.somersault.simulators.statevector.StateVector;
import cloud.somersault.simulators.statevector.StateVectorEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rules of {@link Engines#choose}: of the exact engines that keep within the limits, the one
 * that is expected to take least; where there is none, one that is nearly exact. Parts of a circuit
 * that never meet are counted apart.
 */
final class Choosing {
    /** Up to here a state vector is as quick as a tableau. */
    private static final int STATE_VECTOR_SUFFICES = 12;

    private static final int TABLEAU_QUBITS_MAX = 10_000;
    private static final int CHAIN_QUBITS_MAX = 1000;

    /** Smaller circuits are quick on any engine. */
    private static final int CHAIN_FROM = 16;

    /** What matrix product states take is known least well beforehand. */
    private static final double CHAIN_CAUTION = 4;

    private static final int BOND_MAX = MpsOptions.DEFAULT.bondMax();

    private final List<Plan> plans;
    private final Twirled twirled;
    private final Once<List<Plan>> twirledPlans;
    private final boolean noisy;
    private final long shots;
    private final EngineLimits limits;
    private final int qubits;

    /** Asked only where it may matter, since finding it takes a while. */
    private final Once<Chain> chain = new Once<>(this::measuredChain);

    /**
     * What stabilizer states would run.
     *
     * @param plans found when it matters
     * @param coherent whether there were coherent errors to twirl
     */
    record Twirled(Supplier<List<Plan>> plans, boolean coherent) {}

    Choosing(List<Plan> plans, Twirled twirled, boolean noisy, long shots, EngineLimits limits) {
        this.plans = plans;
        this.twirled = twirled;
        this.twirledPlans = new Once<>(twirled.plans());
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
                    new Refused(code, message, (hint + " " + instead(engine)).strip());
        };
    }

    private String instead(EngineName engine) {
        return switch (choose()) {
            case Chosen(var other, var reason, _, _) when other != engine ->
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
                            : tooLarge(stateVectorQubitsMax());
            case TRAJECTORIES -> tooLarge(StateVector.QUBITS_MAX);
            case DENSITY_MATRIX ->
                    terminal()
                            ? tooLarge(DensityMatrix.QUBITS_MAX)
                            : Optional.of("something is measured or reset on the way");
            case STABILIZER ->
                    fit() == Fit.NONE
                            ? Optional.of("a gate is none of the Clifford group")
                            : tooLarge(TABLEAU_QUBITS_MAX);
            case MATRIX_PRODUCT_STATE -> tooLarge(CHAIN_QUBITS_MAX);
        };
    }

    private Optional<String> tooLarge(int most) {
        return qubits > most
                ? Optional.of(text("it holds %d linked qubits, and here are %d", most, qubits))
                : Optional.empty();
    }

    /** What an engine does not do exactly on this circuit. */
    private Optional<String> approximation(EngineName engine) {
        return switch (engine) {
            case STABILIZER ->
                    switch (fit()) {
                        case EXACT, NONE -> Optional.empty();
                        case TWIRLED ->
                                Optional.of(
                                        twirled.coherent()
                                                ? PauliTwirl.TEXT_COHERENT
                                                : PauliTwirl.TEXT);
                    };
            case MATRIX_PRODUCT_STATE ->
                    chain.get().bondBound() > BOND_MAX
                            ? Optional.of(
                                    text(
                                            "Bonds are cut at %d where the circuit may need %s: what"
                                                    + " weighs least is left out.",
                                            BOND_MAX, power(chain.get().bondBound())))
                            : Optional.empty();
            case STATE_VECTOR, DENSITY_MATRIX, TRAJECTORIES -> Optional.empty();
        };
    }

    private CostEstimate cost(EngineName engine) {
        return switch (engine) {
            case STATE_VECTOR -> cost(plan -> CostModel.stateVector(plan, shots));
            case TRAJECTORIES -> cost(plan -> CostModel.trajectories(plan, shots));
            case DENSITY_MATRIX -> cost(CostModel::densityMatrix);
            case STABILIZER -> cost(twirledPlans.get(), CostModel::stabilizer);
            case MATRIX_PRODUCT_STATE -> chain.get().cost();
        };
    }

    private EngineChoice ideal() {
        if (qubits > STATE_VECTOR_SUFFICES && fit() == Fit.EXACT) {
            return qubits > TABLEAU_QUBITS_MAX
                    ? tooMany(
                            "stabilizer",
                            TABLEAU_QUBITS_MAX,
                            "split the circuit into parts that share no gate")
                    : within(EngineName.STABILIZER, "all gates are Clifford gates");
        }
        var offers = new ArrayList<Offer>();
        int most = stateVectorQubitsThatFit();
        if (qubits <= most) {
            offers.add(
                    offer(
                            EngineName.STATE_VECTOR,
                            text("%d linked qubits fit a state vector", qubits),
                            1));
        }
        chain().ifPresent(offers::add);
        return best(offers).or(() -> nearest(offers)).orElseGet(() -> tooManyForStateVector(most));
    }

    private EngineChoice noisy() {
        var offers = new ArrayList<Offer>();
        boolean exact = qubits <= DensityMatrix.QUBITS_MAX && terminal();
        if (exact) {
            offers.add(
                    offer(
                            EngineName.DENSITY_MATRIX,
                            text("%d linked noisy qubits fit a density matrix", qubits),
                            1));
        }
        if (qubits <= StateVector.QUBITS_MAX) {
            offers.add(
                    offer(
                            EngineName.TRAJECTORIES,
                            exact
                                    ? "so few shots are quicker one by one"
                                    : qubits <= DensityMatrix.QUBITS_MAX
                                            ? "something is measured or reset on the way"
                                            : text(
                                                    "%d linked noisy qubits exceed a density matrix",
                                                    qubits),
                            1));
        }
        if (qubits > STATE_VECTOR_SUFFICES && qubits <= TABLEAU_QUBITS_MAX && fit() == Fit.EXACT) {
            offers.add(
                    offer(
                            EngineName.STABILIZER,
                            "all gates are Clifford gates and all errors are Pauli errors",
                            1));
        }
        chain().ifPresent(offers::add);
        return best(offers)
                .or(this::twirled)
                .or(() -> nearest(offers))
                .orElseGet(this::tooManyNoisy);
    }

    /** Where no exact engine holds the circuit, one that is nearly exact. */
    private Optional<EngineChoice> twirled() {
        if (qubits > TABLEAU_QUBITS_MAX || fit() != Fit.TWIRLED) {
            return Optional.empty();
        }
        var choice =
                within(
                        EngineName.STABILIZER,
                        text(
                                "all gates are Clifford gates, and no exact engine does %d linked noisy"
                                        + " qubits in time",
                                qubits));
        return choice instanceof Chosen ? Optional.of(choice) : Optional.empty();
    }

    /** A matrix product state where no bond can need more than there is: then it is exact. */
    private Optional<Offer> chain() {
        if (qubits <= CHAIN_FROM
                || qubits > CHAIN_QUBITS_MAX
                || chain.get().bondBound() > BOND_MAX) {
            return Optional.empty();
        }
        return Optional.of(
                offer(
                        EngineName.MATRIX_PRODUCT_STATE,
                        text(
                                "%d linked qubits are entangled so little that bonds of %.0f hold them",
                                qubits, chain.get().bondBound()),
                        CHAIN_CAUTION));
    }

    /**
     * What an engine would do.
     *
     * @param seconds that it takes, weighed
     */
    private record Offer(EngineChoice choice, double seconds) {}

    private Offer offer(EngineName engine, String reason, double weight) {
        var cost = cost(engine);
        return new Offer(within(engine, reason, cost), weight * cost.seconds(shots));
    }

    /** The quickest that keeps within the limits. */
    private static Optional<EngineChoice> best(List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.choice instanceof Chosen)
                .min(Comparator.comparingDouble(Offer::seconds))
                .map(Offer::choice);
    }

    /** Of those that don't, the one that takes least. */
    private static Optional<EngineChoice> nearest(List<Offer> offers) {
        return offers.stream().min(Comparator.comparingDouble(Offer::seconds)).map(Offer::choice);
    }

    private EngineChoice tooManyForStateVector(int most) {
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

    private EngineChoice tooManyNoisy() {
        return tooMany(
                "noisy state vector",
                StateVector.QUBITS_MAX,
                text(
                        "Use at most %d linked qubits of the chip, or only Clifford gates (at most %d qubits), or fewer gates across some cut of the circuit.",
                        StateVector.QUBITS_MAX, TABLEAU_QUBITS_MAX));
    }

    /** What keeps the circuit from being a matrix product state. */
    private String entanglement() {
        return qubits <= CHAIN_QUBITS_MAX && chain.get().bondBound() > BOND_MAX
                ? text(
                        " As a matrix product state it may need bonds of %s; the limit is %d.",
                        power(chain.get().bondBound()), BOND_MAX)
                : "";
    }

    private static String power(double bond) {
        return text("2^%.0f", Math.log(bond) / Math.log(2));
    }

    private Refused tooMany(String engine, int most, String hint) {
        return new Refused(
                "too-many-qubits-for-engine",
                text("The circuit links %d qubits; the %s engine takes %d.", qubits, engine, most)
                        + entanglement(),
                hint);
    }

    private EngineChoice within(EngineName engine, String reason) {
        return within(engine, reason, cost(engine));
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
        return new Chosen(engine, reason, cost, approximation(engine));
    }

    private boolean terminal() {
        return plans.stream().allMatch(Plan::terminal);
    }

    private Fit fit() {
        var least = twirled.coherent() ? Fit.TWIRLED : Fit.EXACT;
        return twirledPlans.get().stream()
                .map(StabilizerEngine::fit)
                .max(Comparator.naturalOrder())
                .filter(fit -> fit.compareTo(least) > 0)
                .orElse(least);
    }

    private int stateVectorQubitsMax() {
        return plans.stream().allMatch(StateVectorEngine::gatesOnly)
                ? StateVectorEngine.QUBITS_MAX
                : StateVector.QUBITS_MAX;
    }

    private int stateVectorQubitsThatFit() {
        int most = stateVectorQubitsMax();
        while (CostModel.stateVectorBytes(most) > limits.memoryBytesMax()) {
            most--;
        }
        return most;
    }

    /** What the circuit needs as matrix product states. */
    private record Chain(double bondBound, CostEstimate cost) {}

    private Chain measuredChain() {
        var costs = new IdentityHashMap<Plan, MpsCost>();
        for (var plan : plans) {
            costs.put(plan, MpsCost.of(plan, MpsOptions.DEFAULT, Checkpoint.none()));
        }
        return new Chain(
                costs.values().stream().mapToDouble(MpsCost::bondBound).max().orElse(1),
                cost(plan ->
                        CostModel.matrixProductState(
                                Objects.requireNonNull(costs.get(plan)), shots)));
    }

    /** Parts run one after the other: times add up, memory does not. */
    private CostEstimate cost(Function<Plan, CostEstimate> ofPlan) {
        return cost(plans, ofPlan);
    }

    private static CostEstimate cost(List<Plan> plans, Function<Plan, CostEstimate> ofPlan) {
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

    /** A value that is found when it is first asked for. */
    private static final class Once<T> {
        private final Supplier<T> source;
        private Optional<T> value = Optional.empty();

        Once(Supplier<T> source) {
            this.source = source;
        }

        T get() {
            if (value.isEmpty()) {
                value = Optional.of(source.get());
            }
            return value.get();
        }
    }
}
