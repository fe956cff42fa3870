package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.load.Findings.Figure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's first year on a small scale: what is slow here is no error, what is lost is. */
class LifetimeTest {
    /** Figures that depend on how busy the machine is, or on how small the run is. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of(
                    "from the first stored submission to the last stored end",
                    "accept, p99",
                    "log and results, a job");

    @TempDir private Path folder;

    @Test
    void every_task_of_a_small_year_ends_once_and_the_log_proves_it() throws Exception {
        var options =
                new Options(
                        Map.of(
                                "tasks",
                                "600",
                                "seconds",
                                "10",
                                "warm",
                                "0",
                                "replays",
                                "10",
                                "visitors",
                                "24",
                                "heap",
                                "700",
                                "tunings",
                                "1"));

        var findings = new Lifetime(options, folder).run();

        assertThat(findings.figures())
                .filteredOn(figure -> !OF_THE_MACHINE.contains(figure.what()))
                .as(findings.text())
                .allMatch(Figure::reached);
        assertThat(findings.figures())
                .filteredOn(figure -> OF_THE_MACHINE.contains(figure.what()))
                .hasSameSizeAs(OF_THE_MACHINE);
    }
}
