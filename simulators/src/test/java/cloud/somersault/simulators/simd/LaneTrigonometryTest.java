package cloud.somersault.simulators.simd;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.simulators.SplitMix;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LaneTrigonometryTest {
    /** The stated error, units in the last place, and StrictMath's own. */
    private static final double ULPS = 2;

    private static final double STRICT_MATH_ULPS = 1;

    @Test
    void double_sines_and_cosines_are_within_two_units_in_the_last_place() {
        var random = new SplitMix(11);
        for (double range : new double[] {1e-8, 1, 10, 1000, LaneTrigonometryF64.ANGLE_MAX}) {
            var angles = new double[4099];
            for (int i = 0; i < angles.length; i++) {
                angles[i] = range * (2 * random.u() - 1);
            }
            check(angles);
        }
    }

    @Test
    void near_multiples_of_a_quarter_turn_no_digits_are_lost() {
        var angles = new double[4000];
        for (int k = 0; k < angles.length; k++) {
            angles[k] = Math.nextUp((k - 2000) * (Math.PI / 2));
        }
        check(angles);
    }

    private static void check(double[] angles) {
        var sin = new double[angles.length];
        var cos = new double[angles.length];
        LaneTrigonometryF64.sincos(angles, sin, cos, 0, angles.length);
        for (int i = 0; i < angles.length; i++) {
            double s = StrictMath.sin(angles[i]);
            double c = StrictMath.cos(angles[i]);
            assertThat(Math.abs(sin[i] - s))
                    .as("sin " + new BigDecimal(angles[i]))
                    .isLessThanOrEqualTo((ULPS + STRICT_MATH_ULPS) * Math.ulp(s));
            assertThat(Math.abs(cos[i] - c))
                    .as("cos " + new BigDecimal(angles[i]))
                    .isLessThanOrEqualTo((ULPS + STRICT_MATH_ULPS) * Math.ulp(c));
        }
    }

    @Test
    void single_sines_and_cosines_are_within_two_units_in_the_last_place() {
        var random = new SplitMix(12);
        for (float range : new float[] {1e-4f, 1, 10, 1000, LaneTrigonometryF32.ANGLE_MAX}) {
            var angles = new float[20_011];
            for (int i = 0; i < angles.length; i++) {
                angles[i] = (float) (range * (2 * random.u() - 1));
            }
            var sin = new float[angles.length];
            var cos = new float[angles.length];
            LaneTrigonometryF32.sincos(angles, sin, cos, 0, angles.length);
            for (int i = 0; i < angles.length; i++) {
                double s = StrictMath.sin(angles[i]);
                double c = StrictMath.cos(angles[i]);
                assertThat(Math.abs(sin[i] - s))
                        .as("sin " + angles[i])
                        .isLessThanOrEqualTo(ULPS * Math.ulp((float) s));
                assertThat(Math.abs(cos[i] - c))
                        .as("cos " + angles[i])
                        .isLessThanOrEqualTo(ULPS * Math.ulp((float) c));
            }
        }
    }

    @Test
    void three_shears_are_the_rotation_but_for_its_sign() {
        var random = new SplitMix(13);
        int n = 1001;
        var angle = new double[n];
        for (int i = 0; i < n; i++) {
            angle[i] = 20 * (2 * random.u() - 1);
        }
        var sin = new double[n];
        var cos = new double[n];
        var tangents = new double[n];
        var sines = new double[n];
        LaneTrigonometryF64.sincos(angle, sin, cos, 0, n);
        LaneTrigonometryF64.shears(cos, sin, 0, tangents, sines, 0, n);
        for (int i = 0; i < n; i++) {
            double t = tangents[i];
            double s = sines[i];
            double sign = Math.signum(StrictMath.cos(angle[i]));
            assertThat(Math.abs(t)).isLessThanOrEqualTo(1);
            assertThat(sign * (1 - t * s)).isCloseTo(StrictMath.cos(angle[i]), within());
            assertThat(sign * s).isCloseTo(StrictMath.sin(angle[i]), within());
            assertThat(sign * (t * s * t - 2 * t)).isCloseTo(-StrictMath.sin(angle[i]), within());
        }
    }

    /** Ten roundings of numbers below two. */
    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(10 * Math.ulp(1.0));
    }
}
