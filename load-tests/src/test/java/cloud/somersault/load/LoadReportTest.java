package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.load.Findings.Chart;
import cloud.somersault.load.Findings.Curve;
import cloud.somersault.load.Findings.Figure;
import cloud.somersault.load.Findings.Mark;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class LoadReportTest {
    private static final Chart CHART =
            new Chart(
                    "a < b",
                    "seconds",
                    "jobs",
                    List.of(new Curve("one", List.of(new double[] {0, 0}, new double[] {10, 100}))),
                    List.of(new Mark(2, 3, "cut & healed")));

    private static final Findings FINDINGS =
            new Findings(
                    "chaos",
                    "Chaos",
                    "Said about it",
                    List.of(Figure.zero("lost", 0), Figure.most("p99", 71, 50, " ms")),
                    List.of(CHART));

    @Test
    void findings_are_read_as_they_were_written(@TempDir Path folder) throws Exception {
        FINDINGS.write(folder);

        var read = Findings.read(folder.resolve("chaos.json"));
        assertThat(read).usingRecursiveComparison().isEqualTo(FINDINGS);
        assertThat(read.allReached()).isFalse();
    }

    @Test
    void a_page_says_what_was_reached_and_what_was_not_and_takes_nothing_from_elsewhere() {
        var page = LoadReport.page(List.of(FINDINGS), "two cores");

        assertThat(page)
                .contains("reached, 0", "missed, at most 50 ms", "prefers-color-scheme: dark")
                .doesNotContain("<script", "http://", "https://", "url(");
    }

    @Test
    void a_plot_is_svg_whose_curve_goes_from_corner_to_corner() throws Exception {
        var figure =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(Plot.of(CHART))));

        var paths = figure.getElementsByTagName("path");
        var curve = paths.item(paths.getLength() - 1).getAttributes().getNamedItem("d");
        assertThat(curve.getNodeValue()).isEqualTo("M64.0 216.0L626.0 12.0");
        assertThat(figure.getElementsByTagName("figcaption").item(0).getTextContent())
                .isEqualTo("a < b");
    }

    @Test
    void a_quantile_is_the_smallest_value_that_so_many_do_not_exceed() {
        var quantiles = new Quantiles(LongStream.rangeClosed(1, 100));

        assertThat(quantiles.at(0.5)).isEqualTo(50);
        assertThat(quantiles.at(0.99)).isEqualTo(99);
        assertThat(quantiles.at(1)).isEqualTo(100);
        assertThat(new Quantiles(LongStream.empty()).at(0.5)).isZero();
    }

    @Test
    void the_committed_example_is_small_and_whole() throws Exception {
        var example = Path.of(System.getProperty("somersault.root", ".."), "docs/load-report.html");

        assertThat(Files.size(example)).isLessThan(300_000);
        assertThat(Files.readString(example))
                .doesNotContain("<script", "http://", "https://")
                .endsWith("</html>\n");
    }
}
