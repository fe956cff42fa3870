package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.function.IntUnaryOperator;

/** Where shots of one history choose differently: the largest group goes on, the others first. */
final class Parting {
    private static final int SHOTS_PER_CHECKPOINT = 1 << 12;

    private final ShotRandom random;
    private final long first;
    private final Follower follower;
    private final Checkpoint checkpoint;

    /** Takes a group from a place of the program to its end. */
    @FunctionalInterface
    interface Follower {
        void follow(MpsPath path, int at);
    }

    /** What a group does after its choice; returns where it goes on. */
    @FunctionalInterface
    interface Continuation {
        int enter(MpsPath some, int choice);
    }

    /**
     * @param first the number of the shot that is 0 in the paths
     */
    Parting(ShotRandom random, long first, Follower follower, Checkpoint checkpoint) {
        this.random = random;
        this.first = first;
        this.follower = follower;
        this.checkpoint = checkpoint;
    }

    /** The next uniform number of a shot. */
    double draw(MpsPath path, int shot) {
        return random.uniform(first + shot, path.draws);
    }

    /**
     * Parts the shots of a path by their choices. All groups but the largest are followed to their
     * end; the largest stays in the path given.
     *
     * @param choices how many there are
     * @param drawsUsed how far all groups move on in their random numbers
     * @return where the largest group goes on
     */
    int part(MpsPath path, IntUnaryOperator choice, int choices, int drawsUsed, Continuation then) {
        var chosen = new int[path.shots.length];
        var sizes = new int[choices];
        for (int i = 0; i < chosen.length; i++) {
            if (i % SHOTS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            chosen[i] = choice.applyAsInt(path.shots[i]);
            sizes[chosen[i]]++;
        }
        path.draws += drawsUsed;
        int largest = 0;
        for (int c = 1; c < choices; c++) {
            largest = sizes[c] > sizes[largest] ? c : largest;
        }
        if (sizes[largest] < chosen.length) {
            for (int c = 0; c < choices; c++) {
                if (c != largest && sizes[c] > 0) {
                    var fork = path.fork(those(path.shots, chosen, c, sizes[c]));
                    follower.follow(fork, then.enter(fork, c));
                }
            }
            path.shots = those(path.shots, chosen, largest, sizes[largest]);
        }
        return then.enter(path, largest);
    }

    private static int[] those(int[] shots, int[] chosen, int choice, int size) {
        var some = new int[size];
        int next = 0;
        for (int i = 0; i < shots.length; i++) {
            if (chosen[i] == choice) {
                some[next++] = shots[i];
            }
        }
        return some;
    }
}
