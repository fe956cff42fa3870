package cloud.somersault.simulators.bench;

import java.util.List;

/**
 * The rows of the table: the workload's name, its unit, the goal, and the best peer's figure that
 * was recorded before (2026-11-21, Cascade Lake at 2.5 GHz, 2 vCPU, native builds with -O3
 * -march=native: qsim 2026-06, qulacs 2026-05, Stim 2026-07, Aer 0.15), for machines without peers.
 *
 * <p>Check values without another source were found with two independent simulators at least.
 */
public enum Row {
    W1_24_F32(
            "W1-24-f32-1",
            "W1-24 random circuit, f32, 1 thread",
            Unit.SECONDS,
            1.6,
            new Recorded("qsim", 2.4),
            Check.near(1e-6, -0.000105, 0.000114)),
    W1_24_F32_TWO(
            "W1-24-f32-2",
            "W1-24 random circuit, f32, 2 threads",
            Unit.SECONDS,
            1.3,
            new Recorded("qsim", 1.49),
            Check.near(1e-6, -0.000105, 0.000114)),
    W1_24_F64(
            "W1-24-f64-1",
            "W1-24 random circuit, f64, 1 thread",
            Unit.SECONDS,
            2,
            new Recorded("qulacs", 8.6),
            Check.near(0.5e-6 + 1e-12, -0.000105, 0.000114)),
    W2("W2-24-f32", "W2 QFT-24, f32", Unit.SECONDS, 3, new Recorded("qsim", 3.15), Checks.W2),
    W3(
            "W3",
            "W3 quantum volume 20, f32",
            Unit.SECONDS,
            1,
            new Recorded("qsim", 0.12),
            Check.near(1e-6, 0.001014, 0.000128)),
    W4(
            "W4",
            "W4 8-qubit QNN, all <Z_i>",
            Unit.PER_SECOND,
            15,
            new Recorded("qulacs, qsim", 11_000),
            Checks.W4),
    W5(
            "W5",
            "W5 its 64-parameter gradient",
            Unit.PER_SECOND,
            25,
            new Recorded("qulacs", 1_600),
            Check.near(1e-6, -0.037633, 0.005397)),
    W6("W6", "W6 noisy 20 qubits, a shot", Unit.SECONDS, 3, new Recorded("qsim", 0.015), Checks.W6),
    W7A(
            "W7a",
            "W7a surface code d=6, 1e6 shots",
            Unit.SECONDS,
            1,
            new Recorded("Stim", 0.31),
            Checks.W7A),
    W7B(
            "W7b",
            "W7b random Clifford 72, 1e6 shots",
            Unit.SECONDS,
            5,
            new Recorded("Stim", 0.30),
            Checks.W7B),
    W8(
            "W8",
            "W8 1e6 samples of 20 qubits",
            Unit.SECONDS,
            2.5,
            new Recorded("qsim", 0.12),
            Checks.W8),
    W9(
            "W9",
            "W9 72-qubit brickwork, bond 64",
            Unit.SECONDS,
            1.5,
            new Recorded("Aer", 5.35),
            Checks.W9);

    private final String id;
    private final String title;
    private final Unit unit;
    private final double goal;
    private final Recorded recorded;
    private final Check check;

    Row(String id, String title, Unit unit, double goal, Recorded recorded, Check check) {
        this.id = id;
        this.title = title;
        this.unit = unit;
        this.goal = goal;
        this.recorded = recorded;
        this.check = check;
    }

    /** The first part of the file names of its peers' programs. */
    String id() {
        return id;
    }

    String title() {
        return title;
    }

    Unit unit() {
        return unit;
    }

    /** How many times faster than the best peer we mean to be. */
    double goal() {
        return goal;
    }

    Recorded recorded() {
        return recorded;
    }

    Check check() {
        return check;
    }

    /** Whether one of these words begins its id; without words every row is asked for. */
    boolean asked(List<String> words) {
        return words.isEmpty()
                || words.stream()
                        .anyMatch(word -> id.regionMatches(true, 0, word, 0, word.length()));
    }

    /** Seconds of work, or pieces of work a second. */
    enum Unit {
        SECONDS,
        PER_SECOND;

        /** How the time of one piece of work is written. */
        String text(double seconds) {
            if (this == PER_SECOND) {
                return "%.4g/s".formatted(1 / seconds);
            }
            return seconds < 0.1 ? "%.3g ms".formatted(1e3 * seconds) : "%.3g s".formatted(seconds);
        }
    }

    /**
     * A figure from before.
     *
     * @param value seconds, or pieces a second, by the unit of the row
     */
    record Recorded(String peer, double value) {}
}
