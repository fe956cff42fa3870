package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.EndlessLoopException;

/** Some shots with one history, the state that it led to, and the gates that still wait. */
final class MpsPath {
    final MatrixProductState state;
    final PendingGates pending;
    int[] shots;
    int draws;

    /** How often each loop has run since it was entered. */
    private final int[] iterations;

    MpsPath(MatrixProductState state, PendingGates pending, int[] shots, int loops) {
        this(state, pending, shots, new int[loops]);
    }

    private MpsPath(MatrixProductState state, PendingGates pending, int[] shots, int[] iterations) {
        this.state = state;
        this.pending = pending;
        this.shots = shots;
        this.iterations = iterations;
    }

    /** The same history for other shots. */
    MpsPath fork(int[] forShots) {
        var fork = new MpsPath(state.copy(), pending.copy(), forShots, iterations.clone());
        fork.draws = draws;
        return fork;
    }

    void enter(int loop) {
        iterations[loop] = 0;
    }

    /** One more iteration of a loop, or a failure if it has had all that it may have. */
    void iterate(int loop, int iterationsMax) {
        if (iterations[loop] == iterationsMax) {
            throw new EndlessLoopException(iterationsMax);
        }
        iterations[loop]++;
    }
}
