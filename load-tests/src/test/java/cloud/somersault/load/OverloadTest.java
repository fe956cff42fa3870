package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.load.Findings.Figure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much, on a small scale: a door of eight and a queue of forty. */
class OverloadTest {
    private static final Set<String> OF_THE_MACHINE =
            Set.of(
                    "times what it carries",
                    "accept, p99",
                    "memory, last third of the flood beside the middle one");

    @TempDir private Path folder;

    @Test
    void too_many_are_asked_to_come_back_and_everyone_who_was_let_in_is_served() throws Exception {
        var options =
                new Options(
                        Map.of(
                                "warm",
                                "2",
                                "seconds",
                                "8",
                                "queue",
                                "40",
                                "door",
                                "8",
                                "visitors",
                                "64",
                                "heap",
                                "700m",
                                "times",
                                "8",
                                "apart",
                                "no"));

        var findings = new Overload(options, folder).run();

        assertThat(findings.figures())
                .filteredOn(figure -> !OF_THE_MACHINE.contains(figure.what()))
                .as(findings.text())
                .allMatch(Figure::reached);
        assertThat(findings.figures())
                .filteredOn(figure -> figure.what().equals("refused with 429 and Retry-After"))
                .as(findings.text())
                .noneMatch(figure -> figure.value().equals("0"));
    }
}
