package cloud.somersault.circuits.qpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Arrays as {@code numpy.save} of NumPy 1.24.2 wrote them. */
class NumpyArrayTest {
    private static final String ROWS =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
                    + "JzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgIAoAAAAAAADgPwAAAAAAAPS/AAAAAAAACECV1iboCy4RPgAAAAAAAABAAAAA"
                    + "AAAAAIA=";

    private static final String FORTRAN =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPmk0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUn"
                    + "OiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgIAoAAAABAAAABAAAAAIAAAAFAAAAAwAAAAY=";

    private static final String NUMBER =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
                    + "JzogKCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgIAoAAPBA";

    private static final String BYTES =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
                    + "JzogKDIsIDEpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgIAoB/w==";

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }

    @Test
    void rows_of_numbers_are_read_row_by_row() {
        assertThat(NumpyArray.read(bytes(ROWS)))
                .isEqualTo(
                        new NumpyArray(List.of(2, 3), List.of(0.5, -1.25, 3.0, 1e-9, 2.0, -0.0)));
    }

    @Test
    void the_order_of_fortran_and_the_big_end_first_are_turned() {
        assertThat(NumpyArray.read(bytes(FORTRAN)))
                .isEqualTo(new NumpyArray(List.of(2, 3), List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)));
    }

    @Test
    void a_single_number_has_no_axes() {
        assertThat(NumpyArray.read(bytes(NUMBER)))
                .isEqualTo(new NumpyArray(List.of(), List.of(7.5)));
    }

    @Test
    void what_is_written_is_what_numpy_writes() {
        assertThat(new NumpyArray(List.of(2, 3), List.of(0.5, -1.25, 3.0, 1e-9, 2.0, -0.0)).bytes())
                .hasSameSizeAs(bytes(ROWS));
        assertThat(NumpyArray.read(NumpyArray.ofBytes(List.of(2, 1), new byte[] {1, -1})))
                .isEqualTo(NumpyArray.read(bytes(BYTES)));
        var array = new NumpyArray(List.of(), List.of(0.25));
        assertThat(NumpyArray.read(array.bytes())).isEqualTo(array);
    }

    @Test
    void damaged_bytes_give_an_array_or_a_refusal_and_nothing_else() {
        var dice = new SplittableRandom(Long.getLong("seed", 72));
        for (int i = 0; i < 4000; i++) {
            var damaged = bytes(i % 2 == 0 ? ROWS : FORTRAN);
            for (int times = 1 + dice.nextInt(4); times > 0; times--) {
                damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt(256);
            }
            try {
                NumpyArray.read(damaged);
            } catch (QpyException refused) {
                assertThat(refused.offset()).isNotNegative();
            }
        }
        assertThatThrownBy(() -> NumpyArray.read("text".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(QpyException.class);
    }
}
