package cloud.somersault.simulators.statevector.fused;

/** What is left of a circuit's steps after {@link Fusing}. Qubits are bits of the stored index. */
sealed interface Node {

    /** The qubits it acts on, as a mask. */
    int mask();

    /**
     * (a, b) becomes (a - t b, b + t a): RY(2 atan t) without its factor.
     *
     * @param scale the factor that is left out, cos(atan t)
     */
    record Rotation(int qubit, double t, double scale) implements Node {
        @Override
        public int mask() {
            return 1 << qubit;
        }
    }

    /**
     * Pairs that differ in two qubits are rotated: where the qubits are equal by one tangent, where
     * they differ by another. The element with the second qubit 0 becomes a - t b, its partner b +
     * t a.
     *
     * @param scale the factor that is left out, that of pairs with equal qubits
     */
    record Twist(int first, int second, double equal, double different, double scale)
            implements Node {
        @Override
        public int mask() {
            return 1 << first | 1 << second;
        }
    }

    /**
     * A whole gate on two qubits: each is rotated, the four combinations of their bits get a factor
     * each, pairs are rotated as in a {@link Twist}, and there are factors again. The first qubit
     * is the lower one and bit 0 of the index of the factors, (re, im) pairs.
     *
     * @param firstT tangent of the first qubit's rotation, as in {@link Rotation}
     * @param secondT tangent of the second's
     * @param between the factors before the twist; that of 00 is 1
     * @param after the factors after it, with all that the tangents left out; that of 00 is real
     */
    record Coupling(
            int first,
            int second,
            double firstT,
            double secondT,
            double[] between,
            double equal,
            double different,
            double[] after)
            implements Node {
        /** A factor whose real part vanishes gets this instead: less than a rounding of it. */
        private static final double RE_MIN = 0x1p-60;

        @Override
        public int mask() {
            return 1 << first | 1 << second;
        }

        /** The gate with a phase behind it that doesn't act on 00. */
        Coupling with(Phase phase) {
            var product = after.clone();
            multiply(product, first, second, phase);
            return new Coupling(first, second, firstT, secondT, between, equal, different, product);
        }

        /** Multiplies those of four factors whose bits have the phase's pattern. */
        static void multiply(double[] factors, int first, int second, Phase phase) {
            for (int k = 0; k < 4; k++) {
                int index = (k & 1) << first | (k >> 1) << second;
                if ((index & phase.mask) == phase.pattern) {
                    double was = factors[2 * k];
                    factors[2 * k] = was * phase.re - factors[2 * k + 1] * phase.im;
                    factors[2 * k + 1] = was * phase.im + factors[2 * k + 1] * phase.re;
                }
            }
        }

        /**
         * The gate as numbers for {@link cloud.somersault.simulators.simd.CouplingsF64}. A factor
         * before the twist is r (1 + i l): the amplitude leans over by l at once, r only changes
         * the tangents to and from it, and is made good at the end.
         */
        double[] numbers() {
            double square = between[2] * between[2] + between[3] * between[3];
            double middleRe = (between[4] * between[2] + between[5] * between[3]) / square;
            double middleIm = (between[5] * between[2] - between[4] * between[3]) / square;
            double middle = away(middleRe);
            double last = away(between[6]);
            return new double[] {
                firstT,
                secondT,
                middleIm / middle,
                between[7] / last,
                equal * last,
                equal / last,
                different * middle,
                different / middle,
                after[0],
                between[2] * after[2] - between[3] * after[3],
                between[2] * after[3] + between[3] * after[2],
                middle * (between[2] * after[4] - between[3] * after[5]),
                middle * (between[2] * after[5] + between[3] * after[4]),
                last * after[6],
                last * after[7]
            };
        }

        private static double away(double re) {
            return Math.abs(re) < RE_MIN ? Math.copySign(RE_MIN, re) : re;
        }
    }

    /** A complex factor on the indices whose bits under the mask are the pattern. */
    record Phase(int mask, int pattern, double re, double im) implements Node {}

    /**
     * A 4x4 matrix on two qubits where the controls have their pattern.
     *
     * @param matrix row-major (re, im) pairs; the first qubit is the less significant
     */
    record Dense(int first, int second, int controls, int pattern, double[] matrix)
            implements Node {
        @Override
        public int mask() {
            return 1 << first | 1 << second | controls;
        }
    }
}
