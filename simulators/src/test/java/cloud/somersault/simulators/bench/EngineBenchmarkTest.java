package cloud.somersault.simulators.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBenchmarkTest {
    private static void program(Path folder, String name, String says) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_peer_is_a_program_with_the_name_of_a_row_that_says_its_seconds_and_figures(
            @TempDir Path folder) throws IOException {
        program(folder, "W3.qsim", "seconds=0.5 cpu=0.4 check=0.001014,0.000128");
        program(folder, "W3.other", "seconds=2 check=1,-2e-3");
        program(folder, "W7b.stim", "seconds=1 check=");
        Files.writeString(folder.resolve("W3.txt"), "not a program");
        var peers = Peer.in(folder, Row.W3);
        assertThat(peers).extracting(Peer::name).containsExactly("other", "qsim");
        var other = peers.getFirst().run();
        assertThat(other.cpuSeconds()).isEqualTo(2);
        assertThat(other.check()).containsExactly(1, -2e-3);
        var qsim = peers.getLast().run();
        assertThat(qsim.wallSeconds()).isEqualTo(0.5);
        assertThat(qsim.cpuSeconds()).isEqualTo(0.4);
        Row.W3.check().judge("qsim", qsim.check());
        assertThatThrownBy(() -> Row.W3.check().judge("other", other.check()))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("other: figure 0");
    }

    @Test
    void a_missing_figure_is_wrong_and_one_that_is_only_shown_never_is() {
        var check = new Check(new double[] {Double.NaN, 2}, new double[] {0, 0.5});
        check.judge("ours", new double[] {17, 2.5});
        assertThatThrownBy(() -> check.judge("ours", new double[] {17}))
                .isInstanceOf(WrongAnswerException.class);
        assertThatThrownBy(() -> check.judge("ours", new double[] {17, Double.NaN}))
                .isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void rows_are_asked_for_by_the_beginning_of_their_ids() {
        assertThat(Arrays.stream(Row.values()).filter(row -> row.asked(List.of("w7"))))
                .containsExactly(Row.W7A, Row.W7B);
        assertThat(Arrays.stream(Row.values()).filter(row -> row.asked(List.of("W1-24-f64", "W9"))))
                .containsExactly(Row.W1_24_F64, Row.W9);
        assertThat(Row.W4.asked(List.of())).isTrue();
    }
}
