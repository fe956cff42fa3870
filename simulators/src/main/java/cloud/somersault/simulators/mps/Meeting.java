package cloud.somersault.simulators.mps;

/**
 * Where two distant qubits of a chain meet. Their way costs the same wherever it ends, but not the
 * ways of those who interact next: the place is chosen that brings these nearest to each other, the
 * sooner the more.
 */
final class Meeting {
    private final Chain chain;
    private final int[] upcoming;

    Meeting(Chain chain, int[] upcoming) {
        this.chain = chain;
        this.upcoming = upcoming;
    }

    /** The place at which the left one ends, the right one beside it. */
    int between(int left, int right) {
        int best = left;
        double least = Double.POSITIVE_INFINITY;
        for (int meeting = left; meeting < right; meeting++) {
            double cost = 0;
            for (int i = 0; i < upcoming.length; i += 2) {
                int a = after(chain.position(upcoming[i]), left, right, meeting);
                int b = after(chain.position(upcoming[i + 1]), left, right, meeting);
                cost += (Math.abs(a - b) - 1.0) / (1 + i / 2);
            }
            if (cost < least) {
                least = cost;
                best = meeting;
            }
        }
        return best;
    }

    private static int after(int position, int left, int right, int meeting) {
        if (position < left || position > right) {
            return position;
        }
        if (position == left) {
            return meeting;
        }
        if (position == right) {
            return meeting + 1;
        }
        return position <= meeting ? position - 1 : position + 1;
    }
}
